package io.github.spotaware.webhook.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Makes Jetty's TLS settings out of a key pair: TLS 1.2 and 1.3, no renegotiation, no client
 * certificate.
 */
final class ServerTls {
  /** Guards nothing: the key store lives in memory only, but the API wants a password. */
  private static final String PASSWORD = "in-memory";

  /**
   * The API server makes a connection anew for each of many calls at once and resumes no session.
   * The JDK would remember 20,480 of them, which is more than the heap has room for.
   */
  private static final int REMEMBERED_SESSIONS = 64;

  private ServerTls() {}

  static SslContextFactory.Server factory(PemKeyPair pair) {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    factory.setRenegotiationAllowed(false);
    factory.setSslSessionCacheSize(REMEMBERED_SESSIONS);
    use(factory, pair);
    return factory;
  }

  /**
   * Swaps the pair of a running factory. Connections that are open keep theirs.
   *
   * @throws PemException when the JDK's TLS can't be set up with the pair; the factory then still
   *     has the old one
   */
  static void renew(SslContextFactory.Server running, PemKeyPair pair) throws PemException {
    try {
      // Jetty drops the old context before it builds the new one, so a failure there would leave
      // none.
      // A trial run first keeps the last good pair serving.
      SslContextFactory.Server trial = factory(pair);
      trial.start();
      trial.stop();
      running.reload(factory -> use(factory, pair));
    } catch (Exception e) {
      throw new PemException("TLS can't be set up with " + pair + ": " + e, e);
    }
  }

  private static void use(SslContextFactory factory, PemKeyPair pair) {
    factory.setKeyStore(keyStore(pair));
    factory.setKeyStorePassword(PASSWORD);
  }

  private static KeyStore keyStore(PemKeyPair pair) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = pair.chain().toArray(Certificate[]::new);
      store.setKeyEntry("serving", pair.privateKey(), PASSWORD.toCharArray(), chain);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The JDK can't build a key store of " + pair, e);
    }
  }
}
