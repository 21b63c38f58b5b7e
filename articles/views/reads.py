"""The one address that readers' browsers send something to. It says nothing back, whatever comes."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from articles.reads import count_read


def read(request: HttpRequest, public_id: str) -> HttpResponse:
    """A story was looked at. What is sent along is not read."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    count_read(request, public_id)
    answer = HttpResponse(status=204)
    answer["Cache-Control"] = "no-store"
    return answer
