package io.github.spotaware.certs.plan;

/** The two kinds of webhook configurations. */
public enum WebhookKind {
  VALIDATING("ValidatingWebhookConfiguration", "validatingwebhookconfigurations"),
  MUTATING("MutatingWebhookConfiguration", "mutatingwebhookconfigurations");

  private final String kind;
  private final String resource;

  WebhookKind(String kind, String resource) {
    this.kind = kind;
    this.resource = resource;
  }

  /** As in manifests. */
  public String kind() {
    return kind;
  }

  /** As in paths of the API. */
  public String resource() {
    return resource;
  }
}
