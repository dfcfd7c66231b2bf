package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.workload.ServiceEndpoints;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LiveRequestsTest {

  @Test
  void trouble() {
    assertFailsWith(new KubernetesClientException("no route"), "no route");
  }

  @Test
  void anObjectThatNobodyThoughtOfLeavesNoReadWithoutAnEnd() {
    assertFailsWith(new NullPointerException("endpoints"), "endpoints");
  }

  @Test
  void whatIsAnswered5xxIsAskedAgainTwice() {
    assertThat(asked(500, 503)).isEqualTo(3);
    assertThatThrownBy(() -> asked(500, 503, 504)).hasMessage("504");
  }

  /** It asks for fewer requests. */
  @Test
  void whatIsAnswered429IsNot() {
    assertThatThrownBy(() -> asked(429)).hasMessage("429");
  }

  /** It has waited for its time already. */
  @Test
  void whatIsNotAnsweredIsNot() {
    assertThatThrownBy(() -> asked(0)).hasMessage("0");
  }

  /** Were each to list its namespace, N Deployments evicted at once would make N lists of N. */
  @Test
  void looksAtOnceListTheirNamespaceTogether() throws Exception {
    AtomicInteger lists = new AtomicInteger();
    CountDownLatch allHaveAsked = new CountDownLatch(1);
    HttpServer api = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    api.setExecutor(Runnable::run);
    api.createContext(
        "/",
        exchange -> {
          lists.incrementAndGet();
          awaitQuietly(allHaveAsked);
          byte[] none = "{\"items\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, none.length);
          exchange.getResponseBody().write(none);
          exchange.close();
        });
    api.start();
    Config config =
        new ConfigBuilder()
            .withMasterUrl("http://127.0.0.1:" + api.getAddress().getPort())
            .withRequestRetryBackoffLimit(0)
            .build();
    try (KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      LiveRequests reads = new LiveRequests(client, new ScheduleStore(client), threads);
      List<CompletableFuture<List<ServiceEndpoints>>> looks =
          IntStream.range(0, 20).mapToObj(_ -> reads.endpoints("n").toCompletableFuture()).toList();
      allHaveAsked.countDown();
      for (CompletableFuture<List<ServiceEndpoints>> look : looks) {
        assertThat(look.get(10, TimeUnit.SECONDS)).isEmpty();
      }
      assertThat(lists)
          .as("the first, and one for those who came after it began")
          .hasValueBetween(1, 2);
    } finally {
      api.stop(0);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How often it is asked, where these are the first answers. */
  private static int asked(Integer... failures) {
    Deque<Integer> left = new ArrayDeque<>(List.of(failures));
    AtomicInteger asked = new AtomicInteger();
    return LiveRequests.repeated(() -> {
      asked.incrementAndGet();
      Integer status = left.poll();
      if (status != null) {
        throw new KubernetesClientException(status.toString(), status, null);
      }
      return asked.get();
    });
  }

  private static void assertFailsWith(RuntimeException failure, String words) {
    assertThatThrownBy(() ->
            LiveRequests.orFailed(() -> {
              throw failure;
            }))
        .isInstanceOf(ReadFailed.class)
        .hasMessage(words);
  }
}
