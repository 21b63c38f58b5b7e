"""Somebody at the story's editor: the toolbar, the keyboard, the clipboard."""

from playwright.sync_api import FrameLocator, Page

from tests.browser.waiting import wait_for_editor

# The clipboard's own event with a DataTransfer, as the browser sends it for Ctrl+V.
_PASTE = """([html, text]) => new Promise((done, fail) => {
  const editor = CKEDITOR.instances.id_body;
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  if (text) data.setData("text/plain", text);
  const late = setTimeout(() => fail(new Error("nothing was pasted")), 8000);
  editor.once("afterPaste", () => { clearTimeout(late); done(); });
  const target = editor.getSelection().getStartElement()?.$ ?? editor.editable().$;
  target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
})"""


def new_story(page: Page, newsroom: str) -> FrameLocator:
    """The form of a new story, ready to be written in; its text as a frame."""
    page.goto(f"{newsroom}/newsroom/story/add/")
    wait_for_editor(page)
    text = page.frame_locator("iframe.cke_wysiwyg_frame")
    text.locator("body").click()
    return text


def press(page: Page, name: str) -> None:
    """A button of the toolbar, by the name CKEditor gives its icon."""
    page.locator(f".cke_button__{name}").click()


def choose_format(page: Page, label: str) -> None:
    page.locator(".cke_combo__format .cke_combo_button").click()
    page.frame_locator("iframe.cke_panel_frame").get_by_role("option", name=label).click()


def body(page: Page) -> str:
    """What would be saved now."""
    data: str = page.evaluate("CKEDITOR.instances.id_body.getData()")
    return data


def set_body(page: Page, html: str) -> None:
    page.evaluate(
        "html => new Promise(done => CKEDITOR.instances.id_body.setData(html, { callback: done }))", html
    )


def paste(page: Page, html: str = "", text: str = "") -> None:
    page.evaluate("CKEDITOR.instances.id_body.focus()")
    page.evaluate(_PASTE, [html, text])
