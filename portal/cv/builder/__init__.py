"""The pages where people build their resumes: their list, the editor, history and share links."""
