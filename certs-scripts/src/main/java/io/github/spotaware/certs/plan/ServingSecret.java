package io.github.spotaware.certs.plan;

import io.github.spotaware.certs.pki.CertificateProblem;
import io.github.spotaware.certs.pki.Identity;
import io.github.spotaware.certs.pki.Pem;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Secret with the serving certificate as it was read. The private key is not kept: only whether
 * it fits.
 *
 * @param resourceVersion at which it was read; a write names it
 * @param foreign who else made it, or why it can't be ours; empty where we may write it
 * @param chain the certificates of {@code tls.crt}, none where they can't be read
 * @param authorities the CAs of {@code ca.crt}
 * @param problem what is wrong with its content, if anything
 */
public record ServingSecret(
    String resourceVersion,
    Optional<Foreign> foreign,
    List<X509Certificate> chain,
    List<X509Certificate> authorities,
    Optional<String> problem) {

  /** The type of a Secret with a certificate and its key. */
  public static final String TYPE = "kubernetes.io/tls";

  public static final String CERTIFICATE = "tls.crt";
  public static final String KEY = "tls.key";
  public static final String AUTHORITIES = "ca.crt";

  private static final String CERT_MANAGER = "cert-manager.io/";

  public ServingSecret {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
  }

  /**
   * Why a Secret is not ours to write.
   *
   * @param why for people
   * @param wayOut what they can do
   * @param mayServe whether webhooks may use it all the same
   */
  public record Foreign(String why, String wayOut, boolean mayServe) {}

  /** What a Secret says of itself. */
  public record Header(
      String resourceVersion,
      String type,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  /**
   * Reads a Secret.
   *
   * @param data its values, decoded
   */
  public static ServingSecret of(Header header, Map<String, String> data) {
    Optional<Foreign> foreign = foreign(header);
    List<X509Certificate> chain = List.of();
    List<X509Certificate> authorities = List.of();
    Optional<String> problem = Optional.empty();
    try {
      authorities = Pem.certificates(AUTHORITIES, data.getOrDefault(AUTHORITIES, ""));
      chain = Pem.certificates(CERTIFICATE, data.getOrDefault(CERTIFICATE, ""));
      if (chain.isEmpty()) {
        throw new CertificateProblem(CERTIFICATE + " is empty");
      }
      var _ = Identity.of(chain.getFirst(), Pem.key(KEY, data.getOrDefault(KEY, "")));
    } catch (CertificateProblem e) {
      problem = Optional.of(e.words());
    }
    return new ServingSecret(header.resourceVersion(), foreign, chain, authorities, problem);
  }

  private static Optional<Foreign> foreign(Header header) {
    String secret = "Secret " + Names.SERVING_SECRET;
    boolean certManager =
        header.annotations().keySet().stream().anyMatch(key -> key.startsWith(CERT_MANAGER));
    if (certManager) {
      return Optional.of(
          new Foreign(
              secret + " is made by cert-manager, which would write it again",
              "keep cert-manager for it and leave these commands; or delete its Certificate and the"
                  + " Secret, then run create-certs",
              true));
    }
    if (!header.type().equals(TYPE)) {
      return Optional.of(
          new Foreign(
              secret + " has type " + header.type() + " where " + TYPE + " is expected",
              "a Secret's type can't be changed: delete it, then run create-certs",
              false));
    }
    if (!Names.MANAGER.equals(header.labels().get(Names.MANAGED_BY))) {
      return Optional.of(
          new Foreign(
              secret
                  + " was not made by these commands: it has no label "
                  + Names.MANAGED_BY
                  + "="
                  + Names.MANAGER,
              "if nothing else keeps it, delete it, then run create-certs: running webhooks go on"
                  + " with the certificate they have, and what they serve stays trusted"
                  + " meanwhile",
              true));
    }
    return Optional.empty();
  }

  /** The serving certificate, where it can be read. */
  public Optional<X509Certificate> serving() {
    return chain.stream().findFirst();
  }
}
