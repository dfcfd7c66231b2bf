package io.github.spotaware.certs.plan;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that the next step depends on.
 *
 * @param secret with the serving certificate, if it is there
 * @param configurations those that are there
 * @param held the CAs whose keys we have
 */
public record CertState(
    Optional<ServingSecret> secret, List<WebhookTrust> configurations, Held held) {
  public CertState {
    configurations = List.copyOf(configurations);
  }

  /** The webhook configurations that are not there. */
  public List<WebhookKind> missing() {
    return Arrays.stream(WebhookKind.values())
        .filter(kind -> configurations.stream().noneMatch(there -> there.kind() == kind))
        .toList();
  }

  Stream<TrustingEntry> entries() {
    return configurations.stream().flatMap(configuration -> configuration.entries().stream());
  }

  /** Every CA that something trusts now, each once. */
  List<X509Certificate> trusted() {
    return Stream.concat(
            entries().flatMap(entry -> entry.bundle().stream()),
            secret.stream().flatMap(there -> there.authorities().stream()))
        .distinct()
        .toList();
  }
}
