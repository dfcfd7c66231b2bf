package io.github.spotaware.certs.plan;

import io.github.spotaware.certs.pki.Certificates;
import io.github.spotaware.certs.pki.Identity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster in memory whose webhooks take up a new certificate only after some time, and that fails
 * at one write, before or after it took effect. At each change it checks that the API server
 * accepts what each webhook serves, once it did.
 */
final class FakeSite implements CertificateSite {

  /** Stands for the end of the process. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Map<WebhookKind, WebhookTrust> configurations = new EnumMap<>(WebhookKind.class);
  private final Map<String, Optional<X509Certificate>> served = new HashMap<>();
  private final Instant now;
  private Optional<ServingSecret> secret = Optional.empty();
  private boolean accepted;
  private int version;
  private int asked;

  int writes;
  int crashAt = -1;
  boolean crashAfterEffect;
  boolean conflictOnce;
  int takesUpAfter = 3;
  boolean reachable = true;
  boolean outageExpected;

  FakeSite(Instant now) {
    this.now = now;
    TestCertificates.trusting().forEach(it -> configurations.put(it.kind(), it));
    Names.WEBHOOK_PODS.forEach(pod -> served.put(pod, Optional.empty()));
  }

  @Override
  public Optional<ServingSecret> servingSecret() {
    return secret;
  }

  @Override
  public List<WebhookTrust> configurations() {
    return List.copyOf(configurations.values());
  }

  @Override
  public boolean hasConfigurations() {
    return true;
  }

  @Override
  public Written storeServing(
      Optional<ServingSecret> seen, Identity serving, List<X509Certificate> authorities) {
    if (!seen.map(ServingSecret::resourceVersion)
        .equals(secret.map(ServingSecret::resourceVersion))) {
      return Written.STALE;
    }
    return write(() -> {
      ServingSecret made =
          TestCertificates.secret(serving, authorities.toArray(X509Certificate[]::new));
      secret = Optional.of(withVersion(made));
      asked = 0;
    });
  }

  @Override
  public Written storeAuthorities(ServingSecret seen, List<X509Certificate> authorities) {
    if (!secret.map(ServingSecret::resourceVersion).equals(Optional.of(seen.resourceVersion()))) {
      return Written.STALE;
    }
    return write(() ->
        secret =
            Optional.of(
                withVersion(
                    new ServingSecret(
                        "", seen.foreign(), seen.chain(), authorities, seen.problem()))));
  }

  @Override
  public Written trust(WebhookTrust seen, List<X509Certificate> authorities) {
    WebhookTrust there = configurations.get(seen.kind());
    if (there == null || !there.resourceVersion().equals(seen.resourceVersion())) {
      return Written.STALE;
    }
    return write(() ->
        configurations.put(
            seen.kind(),
            new WebhookTrust(
                seen.kind(),
                "v" + ++version,
                seen.entries().stream()
                    .map(entry -> new TrustingEntry(entry.name(), authorities, Optional.empty()))
                    .toList())));
  }

  @Override
  public Optional<X509Certificate> servedBy(String pod) {
    if (++asked > takesUpAfter * Names.WEBHOOK_PODS.size()) {
      takeUp();
    }
    return reachable ? served.getOrDefault(pod, Optional.empty()) : Optional.empty();
  }

  @Override
  public List<String> removeSecrets() {
    List<String> removed = new ArrayList<>();
    secret.ifPresent(_ -> removed.add(Names.SERVING_SECRET));
    secret = Optional.empty();
    return removed;
  }

  /** Both webhooks serve what is stored, as after a start of their pods. */
  void takeUp() {
    Optional<X509Certificate> stored = secret.flatMap(ServingSecret::serving);
    served.replaceAll((_, _) -> stored);
    check();
  }

  private Written write(Runnable effect) {
    if (conflictOnce) {
      conflictOnce = false;
      return Written.STALE;
    }
    boolean crashes = writes++ == crashAt;
    if (crashes && !crashAfterEffect) {
      throw new Crash();
    }
    effect.run();
    check();
    if (crashes) {
      throw new Crash();
    }
    return Written.DONE;
  }

  /** From the first moment at which all calls succeed, none may fail. */
  private void check() {
    boolean good = served.values().stream().allMatch(this::acceptedByAll);
    if (accepted && !good && !outageExpected) {
      throw new AssertionError("an outage: a webhook serves what an entry does not trust");
    }
    accepted |= good;
  }

  private boolean acceptedByAll(Optional<X509Certificate> certificate) {
    return certificate.isPresent()
        && configurations.values().stream()
            .flatMap(configuration -> configuration.entries().stream())
            .allMatch(entry ->
                Certificates.refusal(List.of(certificate.get()), entry.bundle(), now).isEmpty());
  }

  private ServingSecret withVersion(ServingSecret made) {
    return new ServingSecret(
        "v" + ++version, made.foreign(), made.chain(), made.authorities(), made.problem());
  }
}
