/* Questions to the newsroom's own server. */
"use strict";

window.khobor = window.khobor || {};

khobor.PATIENCE = 20_000; // ms for an answer

khobor.cookie = (name) =>
  document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

/** {status, json}: GET, or POST when there are data. Rejects when there was no answer. 401 whenever nobody is logged in. */
khobor.ask = async (address, data) => {
  const response = await fetch(address, {
    method: data ? "POST" : "GET",
    body: data,
    headers: { Accept: "application/json" },
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout(khobor.PATIENCE),
  });
  const json = await response.json().catch(() => null);
  // Without a token of its own the newsroom answers 403 and no JSON; logging in brings a new one.
  const isOut = response.status === 401 || (response.status === 403 && !json) || response.type === "opaqueredirect";
  return { status: isOut ? 401 : response.status, json: json ?? {} };
};
