package io.github.spotaware.e2e.controlplane;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * An HTTP readiness probe. As a kubelet's, it accepts any certificate: it asks whether a process
 * serves, not whether it is trusted.
 *
 * @param uri answers 200 when the process is ready
 */
public record HttpProbe(URI uri) {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int SHOWN_CHARACTERS = 500;
  private static final HttpClient CLIENT = client();

  /** Whether it answers 200 now. Asks once, for at most two seconds. */
  public boolean succeeds() {
    return problem().isEmpty();
  }

  /** What is wrong with its answer, with the start of it, if it is not 200. */
  public Optional<String> problem() {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
    try {
      HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        return Optional.empty();
      }
      String body = response.body().strip();
      return Optional.of(
          "%s answers %d: %s"
              .formatted(
                  uri,
                  response.statusCode(),
                  body.substring(0, Math.min(body.length(), SHOWN_CHARACTERS))));
    } catch (IOException e) {
      return Optional.of(uri + " does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while probing " + uri, e);
    }
  }

  private static HttpClient client() {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {new TrustAnyone()}, null);
      return HttpClient.newBuilder()
          .sslContext(tls)
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .build();
    } catch (GeneralSecurityException e) {
      throw new EnvironmentException("this Java has no TLS", e);
    }
  }

  /** The extended kind: with it, the host name is not checked either. */
  private static final class TrustAnyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
