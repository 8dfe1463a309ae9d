{% extends "ink/sw.js" %}
{% block styles %}"{{ assets["plain.css"] }}"{% endblock %}
{% block scripts %}{% endblock %}
