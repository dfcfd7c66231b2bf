package io.github.spotaware.certs.pki;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked of certificates. */
public final class Certificates {
  private static final int DNS_NAME = 2;

  private Certificates() {}

  /** Whether the CA's key signed it; validity and names are not looked at. */
  public static boolean issued(X509Certificate authority, X509Certificate certificate) {
    if (!authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  /**
   * Why a client that trusts these CAs, and only them, refuses the chain at this time; empty where
   * it accepts it. By the rules of PKIX, without revocation: these CAs publish none.
   *
   * @param chain the serving certificate first
   */
  public static Optional<String> refusal(
      List<X509Certificate> chain, Collection<X509Certificate> trusted, Instant now) {
    if (chain.isEmpty()) {
      return Optional.of("there is no certificate");
    }
    if (trusted.isEmpty()) {
      return Optional.of("no CA is trusted");
    }
    try {
      PKIXParameters parameters =
          new PKIXParameters(
              trusted.stream().map(ca -> new TrustAnchor(ca, null)).collect(Collectors.toSet()));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      var _ =
          CertPathValidator.getInstance("PKIX")
              .validate(
                  CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
      // PKIX takes trust anchors as they are; the API server does not.
      boolean alive =
          trusted.stream()
              .filter(ca -> issued(ca, chain.getLast()) || ca.equals(chain.getLast()))
              .anyMatch(ca -> !now.isAfter(ca.getNotAfter().toInstant()));
      return alive ? Optional.empty() : Optional.of("the CA that signed it has expired");
    } catch (GeneralSecurityException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The DNS names that a certificate is for, sorted. */
  public static List<String> dnsNames(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return Stream.ofNullable(names)
          .flatMap(Collection::stream)
          .filter(name -> Objects.equals(name.getFirst(), DNS_NAME))
          .map(name -> String.valueOf(name.getLast()).toLowerCase(Locale.ROOT))
          .sorted()
          .toList();
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }

  /** Which of the names a certificate is not for. Wildcards count for one label, as in TLS. */
  public static List<String> missingNames(X509Certificate certificate, Collection<String> names) {
    Set<String> has = Set.copyOf(dnsNames(certificate));
    return names.stream()
        .filter(name -> !has.contains(name))
        .filter(name -> !has.contains("*" + name.substring(Math.max(0, name.indexOf('.')))))
        .sorted()
        .toList();
  }

  /** Whether it was made by {@link CertificateMaker}, going by its subject. */
  public static boolean isOurs(X509Certificate certificate) {
    return certificate
        .getSubjectX500Principal()
        .getName()
        .matches("(.*,)?O=" + CertificateMaker.ORGANIZATION + "(,.*)?");
  }

  /** Whether it may sign other certificates. */
  public static boolean isAuthority(X509Certificate certificate) {
    return certificate.getBasicConstraints() >= 0;
  }

  /** Those of both lists, each once, in their order. */
  public static List<X509Certificate> union(
      Collection<X509Certificate> first, Collection<X509Certificate> second) {
    return Stream.concat(first.stream(), second.stream()).distinct().toList();
  }
}
