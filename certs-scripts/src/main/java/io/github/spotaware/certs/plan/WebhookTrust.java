package io.github.spotaware.certs.plan;

import java.util.List;

/**
 * A webhook configuration as it was read.
 *
 * @param resourceVersion at which it was read; a write names it
 * @param entries in their order, which is how a write addresses them
 */
public record WebhookTrust(WebhookKind kind, String resourceVersion, List<TrustingEntry> entries) {
  public WebhookTrust {
    entries = List.copyOf(entries);
  }
}
