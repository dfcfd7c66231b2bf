package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;

/** What a webhook sees of a client that does not wait for the answer. */
abstract class HangUpContract extends AdmissionFixture {
  private static final String EVICTIONS = WebhookEntry.rule("", "pods/eviction", "CREATE");
  private static final int BOUND_MILLIS = 15_000;

  @Test
  void itsConnectionIsClosedAsTheClients() throws IOException {
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    RawAnswer pod = runPod("a");
    try (SSLServerSocket socket =
            (SSLServerSocket)
                ReviewServer.sslContext()
                    .getServerSocketFactory()
                    .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EvictionClient client = EvictionClient.of(cluster().kubeconfig())) {
      Thread.ofVirtual().start(() -> neverAnswer(socket, asked, closed));
      validate(
          entry("a", EVICTIONS)
              .atPort(socket.getLocalPort())
              .with("'timeoutSeconds': 30, 'failurePolicy': 'Ignore'"));

      var eviction = client.exchange(Eviction.of(namespace(), "a"));
      await("the webhook to be asked", asked::isDone);
      assertThat(closed).isNotDone();
      eviction.cancel(true);

      await("the connection to be closed", closed::isDone);
      assertThat(closed.join()).as("closed, and not only silent").isTrue();
      assertThat(raw().get(pods("a")).uid()).isEqualTo(pod.uid());
      assertThat(raw().get(pods("a")).terminating()).isFalse();
    }
  }

  /** Reads one call and waits for its end. */
  private static void neverAnswer(
      SSLServerSocket socket, CompletableFuture<Boolean> asked, CompletableFuture<Boolean> closed) {
    try (Socket connection = socket.accept()) {
      connection.setSoTimeout(BOUND_MILLIS);
      InputStream in = connection.getInputStream();
      StringBuilder text = new StringBuilder();
      // The last thing in a review are its options.
      while (!text.toString().contains("\"options\"")) {
        text.append((char) in.read());
      }
      asked.complete(true);
      while (in.read() != -1) {
        // what is left of the review
      }
      closed.complete(true);
    } catch (java.net.SocketTimeoutException _) {
      closed.complete(false);
    } catch (IOException e) {
      if (!asked.isDone()) {
        throw new EnvironmentException("the webhook was not asked", e);
      }
      closed.complete(true);
    }
  }
}
