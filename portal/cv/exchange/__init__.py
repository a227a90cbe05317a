"""Resumes from and to other people's formats (docs/resumes.md).

Out: `to_docx`, `to_json_resume`. In: `read_file` gives what a file says as `portal.cv.services.create` takes it, and
writes nothing; `drafts` keeps that for its owner until they confirm it.
"""
