package io.github.spotaware.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PemKeyPairTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final TestPki PKI = new TestPki(NOW);
  private static final KeyPair RSA = TestPki.rsa();
  private static final KeyPair EC = TestPki.ec();

  private static PemKeyPair pair(String certificates, String key) throws PemException {
    return pair(certificates, key, ServerNames.UNKNOWN);
  }

  private static PemKeyPair pair(String certificates, String key, ServerNames names)
      throws PemException {
    return PemKeyPair.of(new PemContent("tls.crt", certificates, "tls.key", key), names, NOW);
  }

  /** The object identifier 1.2.840.10045.3.1.7 (P-256), encoded. */
  private static final byte[] P256 = {6, 8, 42, (byte) 0x86, 72, (byte) 0xce, 61, 3, 1, 7};

  static Stream<Arguments> forms() {
    String parameters = TestPki.pem(new PemObject("EC PARAMETERS", P256));
    return Stream.of(
        Arguments.of("-----BEGIN RSA PRIVATE KEY-----", RSA, TestPki.pem(RSA.getPrivate())),
        Arguments.of("-----BEGIN PRIVATE KEY-----", RSA, TestPki.pkcs8(RSA.getPrivate())),
        Arguments.of("-----BEGIN EC PRIVATE KEY-----", EC, TestPki.sec1(EC)),
        Arguments.of("-----BEGIN PRIVATE KEY-----", EC, TestPki.pkcs8(EC.getPrivate())),
        Arguments.of("-----BEGIN EC PARAMETERS-----", EC, parameters + TestPki.sec1(EC)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void readsEachFormOfKey(String begin, KeyPair keys, String pem) throws PemException {
    assertThat(pem).startsWith(begin);
    X509Certificate certificate = PKI.issue(keys);

    PemKeyPair pair = pair(TestPki.pem(certificate), pem);

    // That it is the very key, the pair has checked itself: a foreign one is refused, see below.
    assertThat(pair.privateKey().getAlgorithm()).isEqualTo(keys.getPrivate().getAlgorithm());
    assertThat(pair.chain()).containsExactly(certificate);
    assertThat(pair.notAfter()).isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void readsChainWithTextAroundIt() throws PemException {
    KeyPair below = TestPki.rsa();
    X509Certificate intermediate = PKI.intermediate("below", below);
    X509Certificate leaf = PKI.issueBelow("below", below, EC);
    String chain = "subject=localhost\r\n" + TestPki.pem(leaf, intermediate, PKI.certificate());

    PemKeyPair pair = pair(chain.replace("\n", "\r\n"), TestPki.pkcs8(EC.getPrivate()));

    assertThat(pair.chain()).containsExactly(leaf, intermediate, PKI.certificate());
  }

  @Test
  void saysWhichCertificateOfAChainIsOutOfOrder() {
    KeyPair below = TestPki.ec();
    X509Certificate leaf = PKI.issueBelow("below", below, EC);
    String chain = TestPki.pem(leaf, PKI.certificate(), PKI.intermediate("below", below));

    refused(chain, TestPki.sec1(EC))
        .hasMessageStartingWith("tls.crt: certificate 2 (CN=test-ca) did not issue certificate 1");
  }

  @Test
  void refusesKeyOfAnotherCertificate() {
    String expected =
        "tls.key: the key does not belong to the first certificate of tls.crt (CN=localhost)";
    String certificate = TestPki.pem(PKI.issue(EC));
    refused(certificate, TestPki.sec1(TestPki.ec())).hasMessage(expected);
    refused(certificate, TestPki.pem(RSA.getPrivate())).hasMessage(expected);
  }

  @Test
  void refusesExpiredAndNotYetValid() {
    KeyPair keys = EC;
    String expired = TestPki.pem(PKI.issue("localhost", keys, Duration.ofMinutes(59)));
    refused(expired, TestPki.sec1(keys))
        .hasMessage("tls.crt: the certificate expired at 2026-05-01T11:59:00Z");

    TestPki tomorrow = new TestPki(NOW.plus(Duration.ofDays(1)));
    refused(TestPki.pem(tomorrow.issue(keys)), TestPki.sec1(keys))
        .hasMessage(
            "tls.crt: the certificate is not valid before 2026-05-02T11:00:00Z; then it"
                + " is taken up by itself");
  }

  @Test
  void refusesWhatIsForOtherNames() throws PemException {
    ServerNames names = new ServerNames(List.of("w-0.ours.svc", "w.ours.svc"));
    String key = TestPki.sec1(EC);
    String good = TestPki.pem(PKI.issueFor(EC, "w.ours.svc", "w-0.ours.svc", "w-1.ours.svc"));
    assertThat(pair(good, key, names).chain()).hasSize(1);

    assertThatThrownBy(() -> pair(TestPki.pem(PKI.issueFor(EC, "w.ours.svc")), key, names))
        .isInstanceOf(PemException.class)
        .hasMessage(
            "tls.crt: the certificate is for the DNS names [w.ours.svc], and not for w-0.ours.svc,"
                + " by which the API server calls this webhook");
    assertThatThrownBy(() -> pair(TestPki.pem(PKI.issue(EC)), key, names))
        .hasMessageContaining("[localhost], and not for w-0.ours.svc and w.ours.svc, by which");
  }

  /** Cut between two certificates nothing is seen to be missing. */
  @Test
  void refusesAHalfWrittenChainWhereverItEnds() {
    KeyPair below = TestPki.ec();
    String leaf = TestPki.pem(PKI.issueBelow("below", below, EC));
    String chain = leaf + TestPki.pem(PKI.intermediate("below", below));
    for (int end = leaf.length() + 1; end < chain.strip().length(); end++) {
      refused(chain.substring(0, end), TestPki.sec1(EC)).hasMessageStartingWith("tls.crt: ");
    }
  }

  @Test
  void refusesHalfWrittenFilesWhereverTheyEnd() {
    String certificate = TestPki.pem(PKI.issue(EC));
    String key = TestPki.pkcs8(EC.getPrivate());
    for (int end = 0; end < certificate.strip().length(); end += 7) {
      refused(certificate.substring(0, end), key).hasMessageStartingWith("tls.crt: ");
    }
    for (int end = 0; end < key.strip().length(); end += 7) {
      refused(certificate, key.substring(0, end)).hasMessageStartingWith("tls.key: ");
    }
  }

  @Test
  void saysWhatIsMissing() {
    String certificate = TestPki.pem(PKI.issue(EC));
    String key = TestPki.sec1(EC);
    refused(key, key).hasMessageContaining("tls.crt: holds no certificate; expected");
    refused(certificate, certificate)
        .hasMessageContaining("tls.key: holds no private key; expected");
    refused(certificate, key + key)
        .hasMessageContaining("tls.key: holds 2 private keys; expected one");
    refused("not PEM at all", key).hasMessageContaining("tls.crt: holds no certificate");
  }

  @Test
  void refusesEncryptedKeys() throws Exception {
    char[] password = "secret".toCharArray();
    String traditional;
    try (StringWriter text = new StringWriter();
        JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(
          RSA.getPrivate(),
          new JcePEMEncryptorBuilder("AES-128-CBC")
              .setProvider(new BouncyCastleProvider())
              .build(password));
      writer.flush();
      traditional = text.toString();
    }
    String pkcs8 =
        TestPki.pem(
            new JcaPKCS8Generator(
                RSA.getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_128_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPassword(password)
                    .build()));
    String certificate = TestPki.pem(PKI.issue(RSA));
    String expected = "tls.key: the private key is encrypted; store it without a passphrase";
    refused(certificate, traditional).hasMessage(expected);
    refused(certificate, pkcs8).hasMessage(expected);
  }

  @Test
  void refusesKindsOfKeyThatTheJdkCanNotServe() {
    KeyPair keys = TestPki.keys("Ed25519", 255);
    refused(TestPki.pem(PKI.issue(keys)), TestPki.pkcs8(keys.getPrivate()))
        .hasMessage("tls.key: a key of kind EdDSA; expected RSA or EC");
  }

  @Test
  void neverPrintsTheKey() throws PemException {
    String key = TestPki.sec1(EC);
    String body = key.lines().skip(1).findFirst().orElseThrow();
    PemContent content = new PemContent("tls.crt", TestPki.pem(PKI.issue(EC)), "tls.key", key);
    assertThat(content.toString()).doesNotContain(body);
    assertThat(PemKeyPair.of(content, ServerNames.UNKNOWN, NOW).toString())
        .contains("CN=localhost")
        .doesNotContain(body);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      String certificates, String key) {
    return assertThatThrownBy(() -> pair(certificates, key)).isInstanceOf(PemException.class);
  }
}
