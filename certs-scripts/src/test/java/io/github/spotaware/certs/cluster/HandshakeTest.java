package io.github.spotaware.certs.cluster;

import static io.github.spotaware.certs.plan.TestCertificates.MAKER;
import static io.github.spotaware.certs.plan.TestCertificates.NAMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spotaware.certs.pki.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's TLS, with its check of the host name, takes what is made here. */
final class HandshakeTest {

  static final List<String> SERVICES = NAMES;
  private static final char[] PASSWORD = "in-memory".toCharArray();

  private final Identity authority = MAKER.authority(Instant.now());
  private final Identity serving = MAKER.serving(authority, NAMES, Instant.now());
  private final SSLServerSocket server = serve();

  private SSLServerSocket serve() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("it", serving.key(), PASSWORD, new Certificate[] {serving.certificate()});
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return (SSLServerSocket)
          context
              .getServerSocketFactory()
              .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void accept() {
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try (SSLSocket client = (SSLSocket) server.accept()) {
              client.startHandshake();
            } catch (IOException _) {
              continue; // a client that refuses the certificate
            }
          }
        });
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @FieldSource("SERVICES")
  void aClientThatTrustsTheCaTakesEachName(String name) throws Exception {
    connect(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spot-aware-webhook-2.spot-scaling.svc", "web.default.svc"})
  void aClientRefusesOtherNames(String name) {
    assertThatThrownBy(() -> connect(name)).isInstanceOf(SSLException.class);
  }

  @Test
  void aHandshakeShowsWhatIsServed() {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    assertThat(Handshake.leafOf(host, server.getLocalPort())).contains(serving.certificate());
  }

  /** Not the port of a server that was closed: an accept that is under way may still take one. */
  @Test
  void whereNobodyListensThereIsNone() {
    assertThat(Handshake.leafOf("127.0.0.77", server.getLocalPort())).isEmpty();
  }

  private void connect(String name) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", authority.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        SSLSocket tls =
            (SSLSocket)
                context.getSocketFactory().createSocket(plain, name, server.getLocalPort(), true)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
    }
  }
}
