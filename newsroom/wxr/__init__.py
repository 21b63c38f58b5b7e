"""Moving in: a WordPress export (WXR 1.1 and 1.2) becomes stories, pages, pictures, names and moved addresses.

reading.py parses the file, index.py gathers what must be known before the first post, posts.py reads one post, text.py
writes its text as a body, pictures.py brings its images, mapping.py finds or makes what it names, writing.py makes the
story, importing.py goes through all of them, report.py says what was not understood.
"""
