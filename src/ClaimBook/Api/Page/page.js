// A file of its own, and without the bar on top, whose logo brings a style of its own: the security policy lets nothing inline through.
window.addEventListener('load', () => {
    SwaggerUIBundle({ url: '/openapi/v1.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });
});
