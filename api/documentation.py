"""The documentation of the API as a page, made of its OpenAPI document: plain HTML of our own,
without a script, so that nothing has to be loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template_string

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ doc.info.title }}</title>
</head>
<body>
<h1>{{ doc.info.title }} {{ doc.info.version }}</h1>
<p>The same as <a href="{{ base }}/openapi.json">OpenAPI {{ doc.openapi }}</a>.</p>
<h2>Access</h2>
<p>Get a token with <code>POST {{ oauth.tokenUrl }}</code> (OAuth 2.0, client credentials), and send
it as <code>Authorization: Bearer ...</code>. {{ security.description }}</p>
<table>
<tr><th scope="col">Scope</th><th scope="col">Permits</th></tr>
{% for scope, words in oauth.scopes.items() -%}
<tr><td><code>{{ scope }}</code></td><td>{{ words }}</td></tr>
{% endfor -%}
</table>
{% for path, methods in doc.paths.items() %}{% for method, each in methods.items() -%}
<h2 id="{{ each.operationId }}">{{ each.summary }}</h2>
<p><code>{{ method | upper }} {{ base }}{{ path }}</code>, scope
<code>{{ each.security[0].values() | first | first }}</code></p>
{% if each.parameters -%}
<table>
<tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Required</th>
<th scope="col">Meaning</th></tr>
{% for found in each.parameters -%}
<tr><td><code>{{ found.name }}</code></td><td>{{ found.in }}</td>
<td>{{ "yes" if found.required else "no" }}</td>
<td>{{ found.description or found.schema.description }}</td></tr>
{% endfor -%}
</table>
{% endif -%}
{% if each.requestBody -%}
<p>Body: <a href="#{{ name_of(each.requestBody) }}">{{ name_of(each.requestBody) }}</a></p>
{% endif -%}
<table>
<tr><th scope="col">Status</th><th scope="col">Answer</th><th scope="col">Meaning</th></tr>
{% for status, answer in each.responses.items() -%}
<tr><td>{{ status }}</td>
<td>{% if answer.content -%}
<a href="#{{ name_of(answer) }}">{{ name_of(answer) }}</a>{% endif %}</td>
<td>{{ answer.description }}</td></tr>
{% endfor -%}
</table>
{% endfor %}{% endfor -%}
<h2>Schemas</h2>
{% for name, schema in doc.components.schemas.items() -%}
<h3 id="{{ name }}">{{ name }}</h3>
<p>{{ schema.description }}</p>
<pre>{{ schema.properties | tojson(indent=2) }}</pre>
{% endfor -%}
</body>
</html>
"""


def page(document: Mapping[str, Any]) -> str:
    security = next(iter(document["components"]["securitySchemes"].values()))
    return render_template_string(
        PAGE,
        doc=document,
        base=document["servers"][0]["url"],
        security=security,
        oauth=security["flows"]["clientCredentials"],
        name_of=_name_of,
    )


def _name_of(described: Mapping[str, Any]) -> str:
    """The name of the schema of a body or an answer."""
    content: Mapping[str, Any] = next(iter(described["content"].values()))
    return str(content["schema"]["$ref"]).rpartition("/")[2]
