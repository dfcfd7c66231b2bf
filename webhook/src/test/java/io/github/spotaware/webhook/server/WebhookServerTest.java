package io.github.spotaware.webhook.server;

import static io.github.spotaware.webhook.server.ServerFixture.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.AdmissionReviews;
import io.github.spotaware.webhook.admission.DeleteCall;
import io.github.spotaware.webhook.admission.DeploymentCall;
import io.github.spotaware.webhook.admission.NodeCall;
import io.github.spotaware.webhook.admission.PodCall;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.HttpConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookServerTest {
  private static final String NODE_REVIEW =
      """
      {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-2",
      "resource":{"group":"","version":"v1","resource":"nodes"},
      "name":"node-1","operation":"DELETE","oldObject":{"metadata":{"name":"node-1"}}}}\
      """;

  private static final String COUNT_REVIEW =
      """
      {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-5",
      "resource":{"group":"apps","version":"v1","resource":"deployments"},"subResource":"scale",
      "operation":"UPDATE","namespace":"shop","name":"web",
      "object":{"spec":{"replicas":1}},"oldObject":{"spec":{"replicas":2}}}}
      """;
  private static final String POD_REVIEW =
      """
      {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-4",
      "resource":{"group":"","version":"v1","resource":"pods"},"operation":"CREATE",
      "namespace":"shop","object":{"metadata":{"generateName":"web-","labels":{"a":"b"}}}}}\
      """;
  private static final String BUDGET_REVIEW =
      """
      {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-6",
      "resource":{"group":"policy","version":"v1","resource":"poddisruptionbudgets"},
      "operation":"CREATE","namespace":"shop","name":"own","object":{"metadata":{"name":"own"},
      "spec":{"selector":{"matchLabels":{"app":"web"}}}}}}\
      """;
  private static final String DELETE_REVIEW =
      """
      {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-5",
      "resource":{"group":"","version":"v1","resource":"pods"},"operation":"DELETE",
      "namespace":"shop","name":"web-a","oldObject":{"metadata":{"name":"web-a"}}}}\
      """;
  private static final String DEPLOYMENT_REVIEW =
      """
      {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-3",
      "resource":{"group":"apps","version":"v1","resource":"deployments"},"namespace":"shop",
      "operation":"CREATE","object":{"metadata":{"name":"web","labels":{"a":"b"}}}}}\
      """;

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
  void answersAnEvictionFromAVirtualThread() throws Exception {
    fixture.handler = (_, _, _) -> AdmissionAnswer.Deny.tooManyRequests("wait");
    Instant before = Instant.now();

    HttpResponse<String> response = fixture.post("/evictions?timeout=13s", REVIEW);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().map()).doesNotContainKeys("server", "set-cookie", "connection");
    assertThat(response.body()).contains("\"uid\":\"u-1\"", "\"code\":429", "\"TooManyRequests\"");
    assertThat(fixture.threads).allMatch(Thread::isVirtual);
    CallTiming timing = fixture.timings.getFirst();
    assertThat(timing.timeout()).hasValue(Duration.ofSeconds(13));
    assertThat(timing.arrival()).isBetween(before.minusMillis(100), Instant.now());
    assertThat(System.nanoTime() - timing.arrivalNanos()).isPositive();
  }

  @Test
  void letsChangesOfNodesThroughAtOnceAndPassesThemOn() throws Exception {
    List<NodeCall> asked = new CopyOnWriteArrayList<>();
    fixture.nodes = asked::add;

    HttpResponse<String> response = fixture.post("/nodes?timeout=2s", NODE_REVIEW);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"uid\":\"u-2\"", "\"allowed\":true");
    assertThat(asked).containsExactly(new NodeCall("u-2", "node-1", false, Set.of(), true, false));
  }

  @Test
  void aChangeOfANodeIsLetThroughWhateverComesOfItHere() throws Exception {
    IllegalStateException failure = new IllegalStateException("private detail");
    fixture.nodes =
        call -> {
          throw failure;
        };

    HttpResponse<String> response = fixture.post("/nodes", NODE_REVIEW);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"allowed\":true").doesNotContain("private");
    assertThat(fixture.failures).containsExactly(failure);
  }

  @Test
  void rejectsWhatIsNoReviewOfANode() throws Exception {
    rejected(fixture.post("/nodes", "{"), 400, "no valid JSON");
    rejected(fixture.post("/nodes", REVIEW), 400, "asked about 'pods/eviction'; expected 'nodes'");
    rejected(fixture.send(fixture.request("/nodes").GET()), 405, "method GET; expected POST");
    assertThat(fixture.rejections).hasSize(3);
  }

  @Test
  void answersForADeployment() throws Exception {
    List<DeploymentCall> asked = new CopyOnWriteArrayList<>();
    fixture.deployments =
        call -> {
          asked.add(call);
          return new AdmissionAnswer.Allow(List.of("mind this"));
        };

    HttpResponse<String> response = fixture.post("/deployments?timeout=2s", DEPLOYMENT_REVIEW);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"uid\":\"u-3\"", "\"allowed\":true", "\"warnings\":[\"mind this\"]");
    assertThat(asked)
        .singleElement()
        .satisfies(call -> assertThat(call.change().after().labels()).isEqualTo(Map.of("a", "b")));
  }

  @Test
  void aDeploymentThatCantBeJudgedIsAnInternalError() throws Exception {
    IllegalStateException failure = new IllegalStateException("private detail");
    fixture.deployments =
        _ -> {
          throw failure;
        };

    HttpResponse<String> response = fixture.post("/deployments", DEPLOYMENT_REVIEW);

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("judging the Deployment").doesNotContain("private");
    assertThat(fixture.failures).containsExactly(failure);
  }

  @Test
  void rejectsWhatIsNoReviewOfADeployment() throws Exception {
    rejected(fixture.post("/deployments", "{"), 400, "no valid JSON");
    rejected(
        fixture.post("/deployments", NODE_REVIEW),
        400,
        "asked about 'nodes'; expected 'deployments.apps'");
    rejected(fixture.send(fixture.request("/deployments").GET()), 405, "method GET; expected POST");
    assertThat(fixture.rejections).hasSize(3);
  }

  @Test
  void answersForAPod() throws Exception {
    List<PodCall> asked = new CopyOnWriteArrayList<>();
    fixture.pods =
        call -> {
          asked.add(call);
          return new AdmissionAnswer.AllowWithPatch("[]");
        };

    HttpResponse<String> response = fixture.post("/pods?timeout=1s", POD_REVIEW);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"uid\":\"u-4\"", "\"allowed\":true", "\"patchType\":\"JSONPatch\"");
    assertThat(asked)
        .singleElement()
        .satisfies(call -> assertThat(call.pod().labels()).isEqualTo(Map.of("a", "b")));
  }

  @Test
  void aPodThatCantBeJudgedIsAnInternalError() throws Exception {
    IllegalStateException failure = new IllegalStateException("private detail");
    fixture.pods =
        _ -> {
          throw failure;
        };

    HttpResponse<String> response = fixture.post("/pods", POD_REVIEW);

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("judging the pod").doesNotContain("private");
    assertThat(fixture.failures).containsExactly(failure);
  }

  @Test
  void answersForACount() throws Exception {
    fixture.counts = _ -> new AdmissionAnswer.AllowWithPatch("[]", List.of("it stays"));

    HttpResponse<String> response = fixture.post("/counts?timeout=3s", COUNT_REVIEW);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"uid\":\"u-5\"", "\"patchType\":\"JSONPatch\"", "\"warnings\":[\"it stays\"]");
  }

  @Test
  void rejectsWhatIsNoReviewOfACount() throws Exception {
    rejected(fixture.post("/counts", "{"), 400, "no valid JSON");
    rejected(
        fixture.post("/counts", POD_REVIEW),
        400,
        "asked about 'pods'; expected 'deployments.apps'");
    assertThat(fixture.rejections).hasSize(2);
  }

  @Test
  void answersForABudget() throws Exception {
    fixture.budgets =
        call -> new AdmissionAnswer.Allow(List.of(call.change().name() + " is let in"));

    HttpResponse<String> response = fixture.post("/budgets?timeout=5s", BUDGET_REVIEW);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"uid\":\"u-6\"", "\"warnings\":[\"own is let in\"]");
    rejected(
        fixture.post("/budgets", POD_REVIEW),
        400,
        "asked about 'pods'; expected 'poddisruptionbudgets.policy'");
  }

  @Test
  void answersForTheDeleteOfAPodWithItsTiming() throws Exception {
    List<DeleteCall> asked = new CopyOnWriteArrayList<>();
    List<CallTiming> timings = new CopyOnWriteArrayList<>();
    fixture.deletes =
        (call, timing, caller) -> {
          asked.add(call);
          timings.add(timing);
          return AdmissionAnswer.Deny.tooManyRequests("Waiting: the delete is held");
        };

    HttpResponse<String> response = fixture.post("/deletes?timeout=13s", DELETE_REVIEW);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"uid\":\"u-5\"", "\"allowed\":false", "\"code\":429", "TooManyRequests");
    assertThat(asked)
        .singleElement()
        .satisfies(call -> assertThat(call.podName()).isEqualTo("web-a"));
    assertThat(timings)
        .singleElement()
        .satisfies(timing -> assertThat(timing.timeout()).contains(Duration.ofSeconds(13)));
  }

  @Test
  void aDeleteThatCantBeJudgedIsAnInternalError() throws Exception {
    IllegalStateException failure = new IllegalStateException("private detail");
    fixture.deletes =
        (call, timing, caller) -> {
          throw failure;
        };

    HttpResponse<String> response = fixture.post("/deletes", DELETE_REVIEW);

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("judging the delete").doesNotContain("private");
    assertThat(fixture.failures).containsExactly(failure);
  }

  @Test
  void rejectsWhatIsNoReviewOfADelete() throws Exception {
    rejected(fixture.post("/deletes", "{"), 400, "no valid JSON");
    rejected(fixture.post("/deletes", POD_REVIEW), 400, "operation 'CREATE'; expected DELETE");
    rejected(fixture.send(fixture.request("/deletes").GET()), 405, "method GET; expected POST");
    assertThat(fixture.rejections).hasSize(3);
  }

  @Test
  void rejectsWhatIsNoReviewOfAPod() throws Exception {
    rejected(fixture.post("/pods", "{"), 400, "no valid JSON");
    rejected(fixture.post("/pods", REVIEW), 400, "asked about 'pods/eviction'; expected 'pods'");
    rejected(fixture.send(fixture.request("/pods").GET()), 405, "method GET; expected POST");
    assertThat(fixture.rejections).hasSize(3);
  }

  @Test
  void anInvalidTimeoutIsNone() throws Exception {
    fixture.post("/evictions", REVIEW);
    fixture.post("/evictions?timeout=soon", REVIEW);
    fixture.post("/evictions?timeout=", REVIEW);
    assertThat(fixture.timings)
        .extracting(CallTiming::timeout)
        .containsOnly(Optional.empty())
        .hasSize(3);
  }

  @Test
  void probesSayWhy() throws Exception {
    assertThat(fixture.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(fixture.get("/readyz").statusCode()).isEqualTo(200);

    fixture.notReady = List.of("pods are not listed yet", "no configuration");
    assertThat(fixture.get("/readyz").statusCode()).isEqualTo(503);
    assertThat(fixture.get("/readyz").body())
        .isEqualTo("pods are not listed yet\nno configuration\n");
    assertThat(fixture.get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void rejectsWhatIsNoReview() throws Exception {
    rejected(fixture.post("/evictions", "{"), 400, "no valid JSON");
    rejected(fixture.post("/evictions", "{}"), 400, "apiVersion '', kind ''; expected");
    rejected(fixture.send(body("text/plain", REVIEW)), 415, "Content-Type text/plain; expected");
    HttpResponse<String> get = fixture.get("/evictions");
    rejected(get, 405, "method GET; expected POST");
    assertThat(get.headers().firstValue("Allow")).hasValue("POST");
    assertThat(fixture.rejections).hasSize(4);
    assertThat(fixture.timings).isEmpty();

    rejected(fixture.post("/healthz", ""), 405, "expected GET");
    rejected(fixture.get("/nothing"), 404, "see /evictions");
  }

  /** The charset says nothing: JSON is UTF-8, and the reader finds out by itself. */
  @Test
  void aCharsetThatThereIsNotDoesNotMatter() throws Exception {
    HttpResponse<String> response =
        fixture.send(body("application/json; charset=nonsense", REVIEW));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"uid\":\"u-1\"");
  }

  @Test
  void saysWhyARequestIsNotUnderstoodWhateverTheMethod() throws Exception {
    for (String method : new String[] {"GET", "POST", "PUT", "BREW"}) {
      rejected(
          fixture.send(
              fixture
                  .request("/evictions/..%2fnodes")
                  .header("Accept", "image/png")
                  .method(method, HttpRequest.BodyPublishers.noBody())),
          400,
          "expected POST with an AdmissionReview");
    }
  }

  @Test
  void rejectsBodiesOver3MiBHoweverTheyAreSent() throws Exception {
    byte[] large = new byte[AdmissionReviews.MAX_BYTES + 1];
    HttpRequest.Builder sized =
        fixture.request("/evictions").POST(HttpRequest.BodyPublishers.ofByteArray(large));
    rejected(fixture.send(sized), 413, "3 MiB");

    HttpRequest.Builder chunked =
        fixture
            .request("/evictions")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
    rejected(fixture.send(chunked), 413, "3 MiB");
    assertThat(fixture.post("/evictions", REVIEW).statusCode()).isEqualTo(200);
  }

  /** Closed while the client still writes, the connection would be reset, and the reason lost. */
  @Test
  void saysWhyALargeBodyIsNotLookedAt() throws Exception {
    String large = "x".repeat(AdmissionReviews.MAX_BYTES - 1);
    for (int times = 0; times < 5; times++) {
      rejected(fixture.post("/nothing", large), 404, "see /evictions");
      rejected(fixture.post("/healthz", large), 405, "expected GET");
      rejected(fixture.send(body("text/plain", large)), 415, "expected application/json");
    }
  }

  private HttpRequest.Builder body(String contentType, String body) {
    return fixture
        .request("/evictions")
        .setHeader("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static void rejected(HttpResponse<String> response, int status, String text) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(text).endsWith("\n");
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain");
  }

  @Test
  void aHandlerThatThrowsIsAnInternalError() throws Exception {
    IllegalStateException failure = new IllegalStateException("private detail");
    fixture.handler =
        (_, _, _) -> {
          throw failure;
        };

    HttpResponse<String> response = fixture.post("/evictions", REVIEW);

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("judging the eviction failed").doesNotContain("private");
    assertThat(fixture.failures).containsExactly(failure);

    fixture.handler = (_, _, _) -> AdmissionAnswer.Allow.silently();
    assertThat(fixture.post("/evictions", REVIEW).statusCode()).isEqualTo(200);
  }

  @Test
  void speaksOnlyTls12And13() {
    assertThat(fixture.tls.contextFactory().getSelectedProtocols())
        .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
  }

  /** Each connection of the API server is a new one: by default the JDK keeps 20,480. */
  @Test
  void remembersFewTlsSessions() {
    assertThat(
            fixture
                .tls
                .contextFactory()
                .getSslContext()
                .getServerSessionContext()
                .getSessionCacheSize())
        .isEqualTo(64);
  }

  /** Of many hundred connections: by default Jetty keeps 80 KiB of headers for each. */
  @Test
  void remembersNoHeaders() {
    HttpConfiguration http = new HttpConfiguration();
    HttpsConnector.configure(http);
    assertThat(http.getHeaderCacheSize()).isZero();
  }

  @Test
  void settingsAndTimingsAreChecked() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new ServerSettings(" ", 1, second))
        .hasMessageContaining("listenAddress");
    assertThatThrownBy(() -> new ServerSettings("x", 65536, second)).hasMessageContaining("port");
    assertThatThrownBy(() -> new ServerSettings("x", 1, second.negated()))
        .hasMessageContaining("drain");
    assertThatThrownBy(() -> new CallTiming(Instant.EPOCH, 0, Optional.of(Duration.ZERO)))
        .hasMessageContaining("not positive");
    assertThat(ServerSettings.on("0.0.0.0").port()).isEqualTo(8443);
  }
}
