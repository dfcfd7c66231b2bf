package io.github.spotaware.certs.plan;

import io.github.spotaware.certs.pki.CertificateMaker;
import io.github.spotaware.certs.pki.Identity;
import io.github.spotaware.certs.pki.Lifetimes;
import io.github.spotaware.certs.pki.Pem;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Certificates and states for tests; all are made at {@link #NOW}. */
public final class TestCertificates {
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  public static final List<String> NAMES = Names.dnsNames("spot-scaling");
  public static final CertificateMaker MAKER =
      new CertificateMaker(new SecureRandom(), Lifetimes.DEFAULT);

  private TestCertificates() {}

  public static Identity authority() {
    return MAKER.authority(NOW);
  }

  public static Identity serving(Identity authority) {
    return MAKER.serving(authority, NAMES, NOW);
  }

  public static Instant in(int days) {
    return NOW.plus(Duration.ofDays(days));
  }

  /** A Secret of ours with a good pair. */
  public static ServingSecret secret(Identity serving, X509Certificate... authorities) {
    return ServingSecret.of(header(Map.of(), ServingSecret.TYPE), data(serving, authorities));
  }

  public static ServingSecret.Header header(Map<String, String> annotations, String type) {
    return new ServingSecret.Header(
        "1", type, Map.of(Names.MANAGED_BY, Names.MANAGER), annotations);
  }

  public static Map<String, String> data(Identity serving, X509Certificate... authorities) {
    return Map.of(
        ServingSecret.CERTIFICATE,
        Pem.ofCertificates(List.of(serving.certificate())),
        ServingSecret.KEY,
        Pem.ofKey(serving.key()),
        ServingSecret.AUTHORITIES,
        Pem.ofCertificates(Arrays.asList(authorities)));
  }

  /** Both configurations, with two entries each that trust these. */
  public static List<WebhookTrust> trusting(X509Certificate... authorities) {
    List<TrustingEntry> entries = List.of(entry("a", authorities), entry("b", authorities));
    return List.of(
        new WebhookTrust(WebhookKind.VALIDATING, "1", entries),
        new WebhookTrust(WebhookKind.MUTATING, "1", entries));
  }

  public static TrustingEntry entry(String name, X509Certificate... authorities) {
    return new TrustingEntry(name, Arrays.asList(authorities), Optional.empty());
  }
}
