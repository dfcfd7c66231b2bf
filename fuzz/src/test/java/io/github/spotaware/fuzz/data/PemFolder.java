package io.github.spotaware.fuzz.data;

import io.github.spotaware.certs.pki.Pem;
import io.github.spotaware.fuzz.input.Draw;
import io.github.spotaware.fuzz.input.Mutations;
import io.github.spotaware.fuzz.input.Scalars;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The two files of a TLS Secret.
 *
 * @param certificates the text of {@code tls.crt}
 * @param key the text of {@code tls.key}
 */
public record PemFolder(String certificates, String key) {
  public static final String NAME = "localhost";

  /** When the good ones are valid. */
  public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]+)-----\\n([A-Za-z0-9+/=\\n]*)-----END \\1-----\\n",
          Pattern.DOTALL);

  private static final List<String> LABELS =
      List.of(
          "CERTIFICATE",
          "TRUSTED CERTIFICATE",
          "X509 CERTIFICATE",
          "CERTIFICATE REQUEST",
          "ATTRIBUTE CERTIFICATE",
          "X509 CRL",
          "PKCS7",
          "CMS",
          "PRIVATE KEY",
          "ENCRYPTED PRIVATE KEY",
          "RSA PRIVATE KEY",
          "EC PRIVATE KEY",
          "DSA PRIVATE KEY",
          "PUBLIC KEY",
          "RSA PUBLIC KEY",
          "EC PARAMETERS",
          "SOMETHING");

  private static final List<PemFolder> GOOD = good();

  /** A good pair, with an EC key. */
  public static PemFolder ofEc() {
    return GOOD.getFirst();
  }

  /** The kinds of pairs that the webhook serves with. */
  public static PemFolder base(Draw draw) {
    return draw.from(GOOD);
  }

  /** With one thing changed: of the text, of the blocks, or of what is encoded in them. */
  public PemFolder changed(Draw draw) {
    if (draw.oneIn(12)) {
      PemFolder other = draw.from(GOOD);
      return draw.oneIn(2)
          ? new PemFolder(certificates, other.key)
          : new PemFolder(certificates + other.certificates, key);
    }
    return draw.oneIn(2)
        ? new PemFolder(changed(certificates, draw), key)
        : new PemFolder(certificates, changed(key, draw));
  }

  private static String changed(String pem, Draw draw) {
    List<MatchResult> blocks = BLOCK.matcher(pem).results().toList();
    if (blocks.isEmpty() || draw.oneIn(4)) {
      return Scalars.changed(pem, draw);
    }
    MatchResult block = draw.from(blocks);
    return pem.substring(0, block.start()) + changed(block, draw) + pem.substring(block.end());
  }

  private static String changed(MatchResult block, Draw draw) {
    String label = block.group(1);
    byte[] encoded = decoded(block.group(2));
    return switch (draw.below(10)) {
      case 0 -> "";
      case 1 -> block.group() + block.group();
      case 2 -> written(draw.from(LABELS), encoded);
      case 3 -> written(label, nested(1 << draw.below(16), draw.oneIn(2)));
      case 4 ->
          "-----BEGIN "
              + label
              + "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"
              + block.group(2)
              + "-----END "
              + label
              + "-----\n";
      default -> written(label, Mutations.bytes(encoded, draw));
    };
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      return base64.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** ASN.1 sequences in sequences, which end or do not. */
  private static byte[] nested(int depth, boolean ended) {
    byte[] bytes = new byte[ended ? depth * 4 : depth * 2];
    for (int i = 0; i < depth; i++) {
      bytes[2 * i] = 0x30;
      bytes[2 * i + 1] = (byte) 0x80;
    }
    return bytes;
  }

  private static String written(String label, byte[] encoded) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static List<PemFolder> good() {
    SecureRandom random = new Repeated();
    KeyPair authority = keys("RSA", 2048, random);
    KeyPair rsa = keys("RSA", 2048, random);
    KeyPair ec = keys("EC", 256, random);
    X509Certificate issuer = certificate("authority", authority, authority);
    X509Certificate ofEc = certificate(NAME, ec, authority);
    X509Certificate ofRsa = certificate(NAME, rsa, authority);
    return List.of(
        new PemFolder(Pem.ofCertificates(List.of(ofEc)), Pem.ofKey(ec.getPrivate())),
        new PemFolder(Pem.ofCertificates(List.of(ofEc, issuer)), Pem.ofKey(ec.getPrivate())),
        new PemFolder(Pem.ofCertificates(List.of(ofEc)), pem(ec)),
        new PemFolder(Pem.ofCertificates(List.of(ofRsa)), Pem.ofKey(rsa.getPrivate())),
        new PemFolder(Pem.ofCertificates(List.of(ofRsa, issuer)), pem(rsa)));
  }

  /** The same keys in every run: a seed has to mean the same input again. */
  private static final class Repeated extends SecureRandom {
    private final transient SplittableRandom random = new SplittableRandom(1);

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }
  }

  private static KeyPair keys(String algorithm, int bits, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed with RSA: such a signature is the same each time. */
  private static X509Certificate certificate(String subject, KeyPair keys, KeyPair authority) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      new X500Name("CN=authority"),
                      BigInteger.TWO,
                      Date.from(NOW.minus(Duration.ofHours(1))),
                      Date.from(NOW.plus(Duration.ofDays(10_000))),
                      new X500Name("CN=" + subject),
                      keys.getPublic())
                  .addExtension(
                      Extension.subjectAlternativeName,
                      false,
                      new GeneralNames(new GeneralName(GeneralName.dNSName, NAME)))
                  .build(
                      new JcaContentSignerBuilder("SHA256withRSA").build(authority.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In the old form: PKCS#1, SEC 1. */
  private static String pem(KeyPair keys) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().replace("\r\n", "\n");
  }

  /** As the files that a Secret is mounted as. */
  public void writeInto(Path folder) throws IOException {
    Files.write(folder.resolve("tls.crt"), certificates.getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("tls.key"), key.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a text for people has a part of the key in it. */
  public boolean leaksInto(String message) {
    return Arrays.stream(key.split("[\\s-]+", -1))
        .filter(line -> line.length() >= 32)
        .anyMatch(line -> message.contains(line.substring(0, 32)));
  }

  @Override
  public String toString() {
    return System.lineSeparator() + certificates + System.lineSeparator() + key;
  }
}
