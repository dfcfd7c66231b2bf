package io.github.spotaware.webhook.server;

import static io.github.spotaware.webhook.server.ServerFixture.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShutdownTest {
  @TempDir private Path directory;
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);

  private AdmissionAnswer hold() {
    held.countDown();
    try {
      return release.await(30, TimeUnit.SECONDS)
          ? AdmissionAnswer.Deny.tooManyRequests("shutting down, try again")
          : AdmissionAnswer.Allow.silently();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void answersWhatItHoldsBeforeItStops() throws Exception {
    try (ServerFixture fixture = new ServerFixture(directory);
        RawConnection connection = fixture.connect();
        RawConnection idle = fixture.connect()) {
      fixture.handler = (_, _, _) -> hold();
      fixture.server.onDrain(told::countDown);
      connection.send(REVIEW);
      assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(fixture.server.inFlight()).isEqualTo(1);

      CompletableFuture<Void> closed = CompletableFuture.runAsync(fixture.server::close);
      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();

      // Not ready, but still there: for the held call, and for those that have not heard yet.
      HttpResponse<String> ready = fixture.get("/readyz");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).isEqualTo("shutting down\n");
      assertThat(fixture.server.readiness().reasonsAgainst()).containsExactly("shutting down");
      fixture.handler = (_, _, _) -> AdmissionAnswer.Allow.silently();
      RawConnection.Response late = idle.call(REVIEW);
      assertThat(late.status()).isEqualTo(200);
      assertThat(late.head()).contains("Connection: close");
      assertThat(idle.closedByServer()).isTrue();
      assertThat(closed).isNotDone();

      release.countDown();
      RawConnection.Response answer = connection.receive();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head()).contains("Connection: close");
      assertThat(answer.body()).contains("shutting down, try again");
      closed.get(30, TimeUnit.SECONDS);
      assertThatThrownBy(fixture::connect).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whoAsksLateToBeToldIsToldAtOnce() throws Exception {
    try (ServerFixture fixture = new ServerFixture(directory)) {
      fixture.server.onDrain(() -> {
        throw new IllegalStateException("a listener that fails");
      });
      fixture.server.onDrain(told::countDown);
      fixture.server.close();
      assertThat(told.getCount()).isZero();
      CountDownLatch late = new CountDownLatch(1);
      fixture.server.onDrain(late::countDown);
      assertThat(late.getCount()).isZero();
    }
  }

  @Test
  void doesNotWaitForeverForACallThatIsNotAnswered() throws Exception {
    try (ServerFixture fixture = new ServerFixture(directory, Duration.ofMillis(100));
        RawConnection connection = fixture.connect()) {
      fixture.handler = (_, _, _) -> hold();
      connection.send(REVIEW);
      assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();

      fixture.server.close();

      assertThatThrownBy(fixture::connect).isInstanceOf(IOException.class);
      release.countDown();
    }
  }
}
