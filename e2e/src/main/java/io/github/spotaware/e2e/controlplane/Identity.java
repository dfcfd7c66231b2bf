package io.github.spotaware.e2e.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A key pair and the certificate for it.
 *
 * @param keys EC P-256
 * @param certificate of the public key
 */
public record Identity(KeyPair keys, X509Certificate certificate) {

  private static final int KEY_BITS = 256;
  private static final char[] NO_PASSWORD = {};

  /** The certificate. */
  public String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new EnvironmentException("a certificate of ours cannot be encoded", e);
    }
  }

  /** The private key, as PKCS #8. */
  public String keyPem() {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  /**
   * The private key in the form that names its algorithm (SEC 1). Some clients take it for RSA when
   * a kubeconfig holds it as PKCS #8; Go takes both.
   */
  String sec1KeyPem() {
    try {
      PrivateKeyInfo pkcs8 = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
      ECPrivateKey key = ECPrivateKey.getInstance(pkcs8.parsePrivateKey());
      ASN1BitString publicKey =
          SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()).getPublicKeyData();
      ECPrivateKey complete =
          new ECPrivateKey(KEY_BITS, key.getKey(), publicKey, SECObjectIdentifiers.secp256r1);
      return pem("EC PRIVATE KEY", complete.getEncoded());
    } catch (IOException e) {
      throw new EnvironmentException("a key of ours cannot be encoded", e);
    }
  }

  /** Writes {@code NAME.crt} and {@code NAME.key} into the folder, which is created. */
  public Pair writeTo(Path folder, String name) {
    Pair files = new Pair(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    try {
      Files.createDirectories(folder);
      Files.writeString(files.certificate(), certificatePem());
      Files.writeString(files.key(), keyPem());
    } catch (IOException e) {
      throw new EnvironmentException("could not write the certificate " + files.certificate(), e);
    }
    return files;
  }

  /**
   * Where an identity was written.
   *
   * @param certificate PEM
   * @param key PEM
   */
  public record Pair(Path certificate, Path key) {}

  /**
   * For a server: it shows this certificate, followed by its issuer's.
   *
   * @throws EnvironmentException where the platform cannot use it
   */
  public SSLContext serving(Identity issuer) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      Certificate[] chain = {certificate, issuer.certificate()};
      store.setKeyEntry("serving", keys.getPrivate(), NO_PASSWORD, chain);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new EnvironmentException("a certificate of ours cannot be served", e);
    }
  }

  static String pem(String type, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type);
  }
}
