package io.github.spotaware.certs.plan;

import io.github.spotaware.certs.pki.Identity;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Where certificates are used: a cluster, or a folder that stands for one. Every write names what
 * it was decided on, and does nothing where that has changed meanwhile.
 */
public interface CertificateSite {

  /** How a write has ended. */
  enum Written {
    DONE,
    /** Nothing was written: what it was decided on has changed. Read again. */
    STALE
  }

  /** The Secret with the serving certificate, read now. */
  Optional<ServingSecret> servingSecret();

  /** The webhook configurations that are there, read now. */
  List<WebhookTrust> configurations();

  /** Whether webhook configurations are a part of it at all. */
  boolean hasConfigurations();

  /**
   * Stores a serving certificate.
   *
   * @param seen the Secret it replaces; none: it must not be there
   */
  Written storeServing(
      Optional<ServingSecret> seen, Identity serving, List<X509Certificate> authorities);

  /** Changes {@code ca.crt} and leaves the certificate and its key. */
  Written storeAuthorities(ServingSecret seen, List<X509Certificate> authorities);

  /** Makes every entry trust exactly these; none: empties each {@code caBundle} that is ours. */
  Written trust(WebhookTrust seen, List<X509Certificate> authorities);

  /**
   * Which certificate a webhook pod serves.
   *
   * @return empty where it can't be reached from here
   */
  Optional<X509Certificate> servedBy(String pod);

  /** Deletes the Secrets that were made here; their names. */
  List<String> removeSecrets();
}
