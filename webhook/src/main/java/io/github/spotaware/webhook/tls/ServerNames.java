package io.github.spotaware.webhook.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The DNS names that the API server looks for in our certificate: it calls a webhook as {@code
 * SERVICE.NAMESPACE.svc}. A certificate without one of them fails the calls through that Service.
 *
 * @param names none of them where they are not known; then any certificate will do
 */
public record ServerNames(List<String> names) {
  /** For whoever is not told by which names it is called. */
  public static final ServerNames UNKNOWN = new ServerNames(List.of());

  private static final int DNS_NAME = 2; // the tag of a dNSName, RFC 5280, 4.2.1.6

  /** Copies the names. */
  public ServerNames {
    names = List.copyOf(names);
  }

  /** Those that the API server would not find in this certificate, in their order. */
  List<String> missingIn(X509Certificate certificate) throws CertificateParsingException {
    List<String> patterns = of(certificate);
    return names.stream()
        .filter(name -> patterns.stream().noneMatch(pattern -> matches(pattern, name)))
        .toList();
  }

  /** The DNS names that a certificate is for. The subject's common name is none: Go ignores it. */
  static List<String> of(X509Certificate certificate) throws CertificateParsingException {
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    return alternatives == null
        ? List.of()
        : alternatives.stream()
            .filter(each -> Integer.valueOf(DNS_NAME).equals(each.getFirst()))
            .map(each -> String.valueOf(each.getLast()))
            .toList();
  }

  /** As matchHostnames in Go's crypto/x509/verify.go: a star stands for all of the first label. */
  private static boolean matches(String pattern, String name) {
    String[] expected = pattern.toLowerCase(Locale.ROOT).split("\\.", -1);
    String[] labels = name.toLowerCase(Locale.ROOT).split("\\.", -1);
    if (expected.length != labels.length) {
      return false;
    }
    for (int i = 0; i < labels.length; i++) {
      if (!expected[i].equals(labels[i]) && !(i == 0 && expected[i].equals("*"))) {
        return false;
      }
    }
    return true;
  }
}
