package io.github.spotaware.certs.report;

import io.github.spotaware.certs.pki.Certificates;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One certificate, for people and programs.
 *
 * @param expiresInDays whole days that are left, negative when it has expired
 */
public record CertificateRow(
    String subject,
    String issuer,
    String serial,
    List<String> dnsNames,
    String notBefore,
    String notAfter,
    long expiresInDays) {

  static CertificateRow of(X509Certificate certificate, Instant now) {
    Instant until = certificate.getNotAfter().toInstant();
    return new CertificateRow(
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getSerialNumber().toString(16),
        Certificates.dnsNames(certificate),
        certificate.getNotBefore().toInstant().toString(),
        until.toString(),
        Math.floorDiv(Duration.between(now, until).toSeconds(), Duration.ofDays(1).toSeconds()));
  }

  /** How long it lives, in words. */
  public String life() {
    return expiresInDays < 0
        ? "expired " + -expiresInDays + " days ago, at " + notAfter
        : "expires in " + expiresInDays + " days, at " + notAfter;
  }
}
