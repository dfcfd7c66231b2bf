package io.github.spotaware.webhook.server;

import static io.github.spotaware.webhook.server.ServerFixture.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HangUpTest {
  private interface HangUp {
    void of(RawConnection connection) throws Exception;
  }

  @TempDir private Path directory;
  private ServerFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ServerFixture(directory);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aHeldCallLearnsThatItsCallerHungUp() throws Exception {
    for (HangUp hangUp :
        List.<HangUp>of(RawConnection::close, RawConnection::cutOff, RawConnection::reset)) {
      Semaphore looked = new Semaphore(0);
      CompletableFuture<Boolean> heard = new CompletableFuture<>();
      fixture.handler =
          (_, _, caller) -> {
            while (!caller.isGone()) {
              looked.release();
              LockSupport.parkNanos(1_000_000);
            }
            heard.complete(caller.isGone());
            return AdmissionAnswer.Allow.silently();
          };
      try (RawConnection connection = fixture.connect()) {
        connection.send(REVIEW);
        assertThat(looked.tryAcquire(20, 30, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).isNotDone();

        hangUp.of(connection);

        assertThat(heard.get(30, TimeUnit.SECONDS)).isTrue();
      }
    }
    assertThat(fixture.failures).isEmpty();
    awaitNoneInFlight();
  }

  @Test
  void aCallerThatLeavesInTheMidstOfItsBodyLeavesNothingBehind() throws Exception {
    try (RawConnection connection = fixture.connect()) {
      connection.sendPart(REVIEW, REVIEW.length() / 2);
      while (fixture.server.inFlight() == 0) {
        LockSupport.parkNanos(1_000_000);
      }
      connection.cutOff();
      awaitNoneInFlight();
    }
    assertThat(fixture.timings).isEmpty();
    assertThat(fixture.failures).isEmpty();
  }

  private void awaitNoneInFlight() {
    while (fixture.server.inFlight() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aConnectionServesOnAfterProbesThatHeardNothing() throws Exception {
    List<Boolean> heard = new CopyOnWriteArrayList<>();
    fixture.handler =
        (_, _, caller) -> {
          for (int i = 0; i < 50; i++) {
            heard.add(caller.isGone());
          }
          return AdmissionAnswer.Allow.silently();
        };
    try (RawConnection connection = fixture.connect()) {
      for (int i = 0; i < 20; i++) {
        RawConnection.Response response = connection.call(REVIEW);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.head()).doesNotContain("Connection: close");
        assertThat(response.body()).contains("\"allowed\":true");
      }
    }
    assertThat(heard).hasSize(1000).containsOnly(false);
  }

  @Test
  void bytesThatTheProbeTookEndTheConnection() {
    ByteArrayEndPoint endPoint = new ByteArrayEndPoint();
    HangUpProbe probe = new HangUpProbe(endPoint);
    assertThat(probe.isGone()).isFalse();
    endPoint.addInput("POST /evictions HTTP/1.1\r\n");
    assertThat(probe.isGone()).isFalse();
    assertThat(probe.finish()).isTrue();
  }

  @Test
  void anEndedProbeReadsNoMore() {
    ByteArrayEndPoint endPoint = new ByteArrayEndPoint();
    HangUpProbe probe = new HangUpProbe(endPoint);
    assertThat(probe.finish()).isFalse();
    endPoint.addInputEOF();
    assertThat(probe.isGone()).isFalse();

    HangUpProbe another = new HangUpProbe(endPoint);
    assertThat(another.isGone()).isTrue();
    assertThat(another.finish()).isTrue();
  }
}
