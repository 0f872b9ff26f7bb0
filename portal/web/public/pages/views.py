"""Pages of plain words; each is one template, public/pages/<name>.html."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Draw one of them. No query."""
    return render(request, f"public/pages/{name}.html")
