"""What a person does with the story form, for tests that are about something else."""

from playwright.sync_api import Page, expect


def name(page: Page, row: int, person: str) -> None:
    """Type a name into a row of the byline, and take the one that is found."""
    field = page.locator(f"#id_byline-{row}-name")
    field.fill(person)
    expect(page.locator(".names li").filter(visible=True).first).to_contain_text(person)
    field.press("Enter")
    expect(page.locator(f"#id_byline-{row}-contributor")).not_to_have_value("")


def take(page: Page, verb: str, reason: str = "") -> None:
    """Press a step's button, and confirm it in its dialog."""
    page.click(f"[data-dialog=dialog-{verb}]")
    dialog = page.locator(f"#dialog-{verb}")
    expect(dialog).to_be_visible()
    if reason:
        dialog.locator("[name$=-category]").select_option("other")
        dialog.locator("textarea").fill(reason)
    dialog.locator("[name=_step]").click()
    expect(page.locator("ul.messagelist .success")).to_be_visible()
