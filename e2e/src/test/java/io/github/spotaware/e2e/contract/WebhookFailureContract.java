package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.contract.ReviewServer.Review;
import io.github.spotaware.e2e.controlplane.Loopback;
import io.github.spotaware.e2e.controlplane.Pki;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks that do not answer, answer late or badly; several that are asked about one request. */
abstract class WebhookFailureContract extends AdmissionFixture {
  private static final String CREATE = WebhookEntry.rule("", "configmaps", "CREATE");
  private static final String IGNORE = "'failurePolicy': 'Ignore'";
  private static final String FAIL = "'failurePolicy': 'Fail'";

  /** What keeps a webhook from answering. */
  enum Fault {
    NOTHING_LISTENS,
    NOT_TRUSTED,
    NO_SUCH_SERVICE,
    NO_ANSWER_IN_TIME,
    NO_JSON,
    ANOTHER_UID;

    WebhookEntry make(WebhookFailureContract test) {
      WebhookEntry entry = test.entry("a", CREATE).with("'timeoutSeconds': 1");
      return switch (this) {
        case NOTHING_LISTENS -> entry.atPort(Loopback.freePort());
        case NOT_TRUSTED -> entry.at(entry.client().replace(ReviewServer.caBundle(), another()));
        case NO_SUCH_SERVICE ->
            entry.at("'service': {'namespace': 'default', 'name': 'none', 'path': '/a'}");
        case NO_ANSWER_IN_TIME -> {
          test.server().answer("a", _ -> afterSeconds(20));
          yield entry;
        }
        case NO_JSON -> {
          test.server().answer("a", "{'allowed': 'perhaps'}");
          yield entry;
        }
        case ANOTHER_UID -> {
          test.server().answer("a", "{'allowed': false, 'anotherUid': true}");
          yield entry;
        }
      };
    }

    private static String another() {
      String pem = new Pki("another").authority().certificatePem();
      return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @EnumSource
  void withIgnoreItGoesThrough(Fault fault) {
    validate(fault.make(this).with(IGNORE));

    assertThat(raw().post(configMaps(), Samples.configMap("a")).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @EnumSource
  void withFailItIs500(Fault fault) {
    validate(fault.make(this).with(FAIL));

    RawAnswer failed = raw().post(configMaps(), Samples.configMap("a"));

    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.reason()).isEqualTo("InternalError");
    assertThat(failed.message()).contains("failed calling webhook \"a.contract.example.com\"");
    assertThat(raw().get(configMaps("a")).status()).isEqualTo(404);
  }

  /** As a certificate authority comes into a configuration that is there. */
  @Test
  void aConfigurationThatIsPatchedIsInForceAsItIsThen() {
    server().answer("a", "{'allowed': false, 'status': {'code': 403}}");
    String configuration = validate(Fault.NOT_TRUSTED.make(this).with(FAIL));
    assertThat(raw().post(configMaps(), Samples.configMap("a")).status()).isEqualTo(500);

    RawAnswer patched =
        raw()
            .patch(
                configuration,
                RawClient.JSON_PATCH,
                """
                [{"op": "test", "path": "/webhooks/0/name", "value": "a.contract.example.com"},
                 {"op": "add", "path": "/webhooks/0/clientConfig/caBundle", "value": "%s"}]
                """
                    .formatted(ReviewServer.caBundle()));

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.generation()).isEqualTo(2);
    await(
        "the webhook to be asked",
        () -> raw().post(configMaps(), Samples.configMap("a")).status() == 403);
  }

  @Test
  void aServiceOfAnExternalNameLeadsToItsAddress() {
    raw()
        .post(
            "/api/v1/namespaces/default/services",
            """
            {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "reviews"},
             "spec": {"type": "ExternalName", "externalName": "127.0.0.1"}}
            """);
    server().answer("a", "{'allowed': false, 'status': {'code': 403}}");
    validate(
        entry("a", CREATE)
            .at(
                "'service': {'namespace': 'default', 'name': 'reviews', 'port': %d, 'path': '/a'},"
                        .formatted(server().port())
                    + "'caBundle': '%s'".formatted(ReviewServer.caBundle())));

    assertThat(raw().post(configMaps(), Samples.configMap("a")).status()).isEqualTo(403);
    assertThat(review("a").text("/operation")).isEqualTo("CREATE");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 30})
  void itIsToldItsTimeout(int seconds) {
    validate(entry("a", CREATE).with("'timeoutSeconds': " + seconds));

    raw().post(configMaps(), Samples.configMap("a"));

    assertThat(review("a").query()).isEqualTo("timeout=" + seconds + "s");
  }

  /** Rounded up. */
  @Test
  void theClientsTimeoutBoundsIt() {
    validate(entry("a", CREATE).with("'timeoutSeconds': 30"));

    raw().post(configMaps() + "?timeout=3500ms", Samples.configMap("a"));

    assertThat(review("a").query()).isEqualTo("timeout=4s");
  }

  @Test
  void oneDenialOfTwoIsEnough() {
    server().answer("b", "{'allowed': false, 'status': {'code': 403, 'message': 'b'}}");
    validate(entry("a", CREATE), entry("b", CREATE));

    RawAnswer denied = raw().post(configMaps(), Samples.configMap("a"));

    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.message()).contains("b.contract.example.com").endsWith(": b");
  }

  @Test
  void twoAreAskedSideBySideAndAllIsAllowedWhenBothAllow() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    server().answer("a", _ -> whenBothAre(both));
    server().answer("b", _ -> whenBothAre(both));
    validate(entry("a", CREATE), entry("b", CREATE));

    assertThat(raw().post(configMaps(), Samples.configMap("a")).status()).isEqualTo(201);
    assertThat(both.getCount()).isZero();
  }

  private static String whenBothAre(CountDownLatch asked) {
    asked.countDown();
    try {
      boolean bothAsked = asked.await(5, TimeUnit.SECONDS);
      return "{'allowed': " + bothAsked + "}";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "{'allowed': false}";
    }
  }

  /** What holds an eviction when one of two webhooks dies. */
  @Test
  void aDenialStandsBesideOneThatDoesNotAnswer() {
    server().answer("b", "{'allowed': false, 'status': {'code': 429}}");
    validate(
        entry("a", CREATE).atPort(Loopback.freePort()).with(IGNORE),
        entry("b", CREATE).with(IGNORE));

    assertThat(raw().post(configMaps(), Samples.configMap("a")).status()).isEqualTo(429);
  }

  @Test
  void anotherRequestIsNotHeldUp() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    server().answer("a", review -> held(review, asked, end));
    validate(entry("a", CREATE).with("'timeoutSeconds': 20"));

    CompletableFuture<RawAnswer> held = raw().startPost(configMaps(), Samples.configMap("held"));
    await("the held one to be asked about", () -> asked.getCount() == 0);
    RawAnswer other = raw().post(configMaps(), Samples.configMap("other"));

    assertThat(other.status()).isEqualTo(201);
    assertThat(held).isNotDone();
    assertThat(raw().get(configMaps("held")).status()).isEqualTo(404);
    end.countDown();
    assertThat(held.join().status()).isEqualTo(201);
  }

  private static String held(Review review, CountDownLatch asked, CountDownLatch end) {
    if (review.text("/name").equals("held")) {
      asked.countDown();
      try {
        return "{'allowed': " + end.await(15, TimeUnit.SECONDS) + "}";
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return "{'allowed': true}";
  }

  private static String afterSeconds(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds); // cut off by the end of the server
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "{'allowed': true}";
  }
}
