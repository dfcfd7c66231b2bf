package io.github.spotaware.e2e.contract;

/**
 * An entry of a webhook configuration.
 *
 * @param name of the webhook, and its path
 * @param client how it is reached
 * @param rule JSON members with single quotes
 * @param selector of namespaces, JSON with single quotes; empty for the test's own alone
 * @param more JSON members with single quotes, each preceded by a comma
 */
record WebhookEntry(String name, String client, String rule, String selector, String more) {

  /** On 127.0.0.1, asked about these. */
  static WebhookEntry of(ReviewServer server, String name, String rule) {
    return new WebhookEntry(name, url(server.port(), name), rule, "", "");
  }

  /** A rule for v1 of one group. */
  static String rule(String group, String resource, String... operations) {
    return "'apiGroups': ['%s'], 'apiVersions': ['v1'], 'resources': ['%s'], 'operations': ['%s']"
        .formatted(group, resource, String.join("', '", operations));
  }

  private static String url(int port, String path) {
    return "'url': 'https://127.0.0.1:%d/%s', 'caBundle': '%s'"
        .formatted(port, path, ReviewServer.caBundle());
  }

  /** With more members. */
  WebhookEntry with(String members) {
    return new WebhookEntry(name, client, rule, selector, more + ", " + members);
  }

  /** Asked only where this CEL expression is true. */
  WebhookEntry when(String expression) {
    return with(
        "'matchConditions': [{'name': 'condition', 'expression': '%s'}]"
            .formatted(expression.replace("\"", "\\\"")));
  }

  /** Asked about the namespaces that this selects. */
  WebhookEntry selecting(String namespaces) {
    return new WebhookEntry(name, client, rule, namespaces, more);
  }

  /** Reached in another way. */
  WebhookEntry at(String otherClient) {
    return new WebhookEntry(name, otherClient, rule, selector, more);
  }

  /** Reached by its path on this port of 127.0.0.1. */
  WebhookEntry atPort(int port) {
    return at(url(port, name));
  }

  /** Its name in the configuration, and in what the API server says of it. */
  String fullName() {
    return name + ".contract.example.com";
  }

  /**
   * As it stands in a configuration.
   *
   * @param ownNamespace selects the test's own
   */
  String json(String ownNamespace) {
    String sideEffects = more.contains("'sideEffects'") ? "" : ", 'sideEffects': 'None'";
    return """
    {'name': '%s', 'clientConfig': {%s}, 'rules': [{%s}],
     'namespaceSelector': %s, 'admissionReviewVersions': ['v1']%s%s}
    """
        .formatted(
            fullName(),
            client,
            rule,
            selector.isEmpty() ? ownNamespace : selector,
            sideEffects,
            more)
        .replace('\'', '"');
  }
}
