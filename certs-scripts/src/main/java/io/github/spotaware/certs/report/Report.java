package io.github.spotaware.certs.report;

import java.util.List;
import java.util.Optional;

/**
 * What is there, and what is wrong with it.
 *
 * @param serving the certificate that the webhooks are to serve, if it can be read
 * @param trusted the CAs that the Secret names
 * @param entries which CAs each entry of the webhook configurations trusts, by their subjects
 * @param problems nothing in it: all is well
 * @param notes what is good to know and no problem
 */
public record Report(
    Optional<CertificateRow> serving,
    List<CertificateRow> trusted,
    List<Entry> entries,
    List<String> problems,
    List<String> notes) {

  /**
   * An entry of a webhook configuration.
   *
   * @param trusts the subjects of its CAs
   * @param accepts whether the API server accepts the serving certificate there
   */
  public record Entry(String configuration, String name, List<String> trusts, boolean accepts) {}

  /** Whether all is well. */
  public boolean isHealthy() {
    return problems.isEmpty();
  }
}
