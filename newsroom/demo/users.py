"""The demo's accounts, one for each group. Only a demo (DEBUG=1) lets them in with the demo's password."""

DEMO_USERS = {  # user name: (group, display name)
    "reporter": ("reporter", "প্রতিবেদক (নমুনা)"),
    "editor": ("editor", "সম্পাদক (নমুনা)"),
    "chief": ("chief", "প্রধান সম্পাদক (নমুনা)"),
    "photo": ("photo", "আলোকচিত্র সম্পাদক (নমুনা)"),
}
