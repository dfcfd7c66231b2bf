package io.github.spotaware.webhook.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A private key and the chain that proves it, checked to belong together: the first certificate is
 * the key's, and each next one issued the one before it.
 *
 * <p>Whether a chain reaches the CA in a webhook configuration is the API server's to judge, not
 * ours.
 *
 * @param privateKey an RSA or EC key
 * @param chain the serving certificate first, never empty
 */
public record PemKeyPair(PrivateKey privateKey, List<X509Certificate> chain) {
  /** Takes a checked pair; {@link #of} is the way to get one. */
  public PemKeyPair {
    Objects.requireNonNull(privateKey);
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a chain has at least the serving certificate");
    }
  }

  /**
   * Parses and checks a pair.
   *
   * @param names that the serving certificate must be for
   * @param now the time at which it must be valid
   * @throws PemException when it can't be parsed, does not belong together, is out of order, has
   *     expired, is not valid yet or is for other names
   */
  public static PemKeyPair of(PemContent content, ServerNames names, Instant now)
      throws PemException {
    String name = content.certificateName();
    List<X509Certificate> chain = PemFiles.certificates(name, content.certificates());
    PrivateKey key = PemFiles.privateKey(content.keyName(), content.key());
    checkBelongTogether(content, key, chain.getFirst());
    checkOrder(name, chain);
    checkValidity(name, chain.getFirst(), now);
    checkNames(name, chain.getFirst(), names);
    return new PemKeyPair(key, chain);
  }

  /** The serving certificate. */
  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /** When the serving certificate expires. */
  public Instant notAfter() {
    return leaf().getNotAfter().toInstant();
  }

  private static void checkBelongTogether(PemContent content, PrivateKey key, X509Certificate leaf)
      throws PemException {
    String keyName = content.keyName();
    // Not Ed25519: the JDK's TLS offers no signature scheme for it, so a handshake would fail.
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default ->
              throw new PemException(
                  keyName + ": a key of kind " + key.getAlgorithm() + "; expected RSA or EC");
        };
    boolean together;
    try {
      together =
          key.getAlgorithm().equals(leaf.getPublicKey().getAlgorithm())
              && signs(algorithm, key, leaf.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new PemException(keyName + ": the key can't sign: " + e.getMessage(), e);
    }
    if (!together) {
      throw new PemException(
          keyName
              + ": the key does not belong to the first certificate of "
              + content.certificateName()
              + " ("
              + leaf.getSubjectX500Principal()
              + ")");
    }
  }

  /** A signature is the one check that is the same for every kind of key. */
  private static boolean signs(String algorithm, PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    byte[] message = {1};
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(message);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(publicKey);
    verifier.update(message);
    return verifier.verify(signature);
  }

  private static void checkOrder(String name, List<X509Certificate> chain) throws PemException {
    for (int i = 1; i < chain.size(); i++) {
      X509Certificate issued = chain.get(i - 1);
      X509Certificate issuer = chain.get(i);
      if (!issued.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
        throw new PemException(
            String.format(
                "%s: certificate %d (%s) did not issue certificate %d (issued by %s); expected the"
                    + " serving certificate first, then each one's issuer",
                name, i + 1, issuer.getSubjectX500Principal(), i, issued.getIssuerX500Principal()));
      }
    }
  }

  private static void checkValidity(String name, X509Certificate leaf, Instant now)
      throws PemException {
    Instant from = leaf.getNotBefore().toInstant();
    Instant until = leaf.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      throw new PemException(name + ": the certificate expired at " + until);
    }
    if (now.isBefore(from)) {
      throw new PemException(
          name
              + ": the certificate is not valid before "
              + from
              + "; then it is taken up by itself");
    }
  }

  private static void checkNames(String name, X509Certificate leaf, ServerNames names)
      throws PemException {
    try {
      List<String> missing = names.missingIn(leaf);
      if (!missing.isEmpty()) {
        throw new PemException(
            String.format(
                "%s: the certificate is for the DNS names %s, and not for %s, by which the API"
                    + " server calls this webhook",
                name, ServerNames.of(leaf), String.join(" and ", missing)));
      }
    } catch (CertificateParsingException e) {
      throw new PemException(name + ": the names of the certificate can't be parsed: " + e, e);
    }
  }

  /** Names the certificate only: the key must not reach a log. */
  @Override
  public String toString() {
    return "PemKeyPair[" + leaf().getSubjectX500Principal() + ", until " + notAfter() + "]";
  }
}
