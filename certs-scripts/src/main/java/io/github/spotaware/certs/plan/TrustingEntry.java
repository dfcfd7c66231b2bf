package io.github.spotaware.certs.plan;

import io.github.spotaware.certs.pki.CertificateProblem;
import io.github.spotaware.certs.pki.Certificates;
import io.github.spotaware.certs.pki.Pem;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a webhook configuration, and which CAs the API server trusts when it calls it.
 *
 * @param name of the entry
 * @param bundle the CAs of its {@code caBundle}, none where it is empty
 * @param problem what is wrong with the {@code caBundle}, if it can't be read
 */
public record TrustingEntry(String name, List<X509Certificate> bundle, Optional<String> problem) {

  public TrustingEntry {
    bundle = List.copyOf(bundle);
  }

  /**
   * Reads an entry.
   *
   * @param caBundle its PEM text, empty where there is none
   */
  public static TrustingEntry of(String name, String caBundle) {
    try {
      return new TrustingEntry(name, Pem.certificates("caBundle", caBundle), Optional.empty());
    } catch (CertificateProblem e) {
      return new TrustingEntry(name, List.of(), Optional.of(e.words()));
    }
  }

  /** Whether it trusts exactly these. */
  boolean trustsExactly(List<X509Certificate> authorities) {
    return problem.isEmpty()
        && bundle.size() == authorities.size()
        && bundle.containsAll(authorities);
  }

  /** Whether it trusts all of these. */
  boolean trustsAll(List<X509Certificate> authorities) {
    return problem.isEmpty() && bundle.containsAll(authorities);
  }

  /** Whether all it trusts was made here. */
  public boolean isOurs() {
    return problem.isEmpty() && !bundle.isEmpty() && bundle.stream().allMatch(Certificates::isOurs);
  }
}
