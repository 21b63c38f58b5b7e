"""The checklist follows what is typed; a share link opens the working copy for somebody without an account."""

from playwright.sync_api import expect


def test_the_checklist_follows_what_is_typed_and_leads_to_the_field(staff, paper):
    window = staff("reporter")
    page = window.page
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    page.fill("[name=headline]", "যাচাইয়ের জন্য একটি শিরোনাম")
    page.click("[data-save]")
    expect(page.locator("#checklist")).to_be_visible()
    todo = page.locator("#checklist a[href='#field-headline']")
    expect(todo).to_have_count(0)
    page.fill("[name=headline]", "")
    expect(todo.first).to_be_visible()
    todo.first.click()
    expect(page.locator("[name=headline]")).to_be_focused()
    page.fill("[name=headline]", "যাচাইয়ের জন্য অন্য শিরোনাম")
    expect(todo).to_have_count(0)


def test_somebody_outside_reads_what_a_share_link_shows_until_it_is_revoked(staff, somebody, paper):
    page = staff("reporter").page
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    page.fill("[name=headline]", "বাইরের পাঠকের জন্য খসড়া")
    page.click("[data-save]")
    page.click("#links summary")
    page.click(".share-form [type=submit]")
    address = page.locator("#links input[readonly]").input_value()
    outside = somebody(width=390).page
    outside.goto(address)
    expect(outside.locator("h1")).to_have_text("বাইরের পাঠকের জন্য খসড়া")
    page.click("#links li form [type=submit]")
    expect(page.locator("#links input[readonly]")).to_have_count(0)
    assert outside.reload().status == 404
