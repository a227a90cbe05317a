from ...common.views import endpoint
from . import files, linkedin, more, templates, views

urlpatterns = [
    endpoint("templates", templates.Templates),
    endpoint("templates/free", templates.FreeTemplates),
    endpoint("templates/premium", templates.PremiumTemplates),
    endpoint("templates/{id}", templates.TemplateDetail),
    endpoint("resumes", views.Resumes),
    endpoint("resumes/import_linkedin", linkedin.ImportLinkedIn),
    endpoint("resumes/read_file", files.ReadFile),
    endpoint("resumes/{id}", views.ResumeDetail),
    endpoint("resumes/{id}/export_docx", files.ExportWord),
    endpoint("resumes/{id}/export_json", files.ExportJson),
    endpoint("resumes/{id}/export_pdf", views.ExportPdf),
    endpoint("resumes/{id}/preview", views.Preview),
    endpoint("resumes/{id}/duplicate", views.Duplicate),
    endpoint("resumes/{id}/photo", more.Photo),
    endpoint("resumes/{id}/completeness", more.Completeness),
    endpoint("resumes/{id}/versions", more.Versions),
    endpoint("resumes/{id}/versions/{version}", more.VersionDetail),
    endpoint("resumes/{id}/versions/{version}/restore", more.Restore),
    endpoint("resumes/{id}/shares", more.Shares),
    endpoint("resumes/{id}/shares/{share}", more.ShareDetail),
]
