package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a webhook's answer becomes on its way to the client. */
abstract class DenialContract extends AdmissionFixture {
  private static final String CREATE = WebhookEntry.rule("", "configmaps", "CREATE", "UPDATE");
  private static final String PREFIX =
      "admission webhook \"a.contract.example.com\" denied the request";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'code': 429, 'reason': 'TooManyRequests', 'message': 'held'} | 429 | TooManyRequests | :"
            + " held",
        "{'code': 403, 'reason': 'Forbidden', 'message': 'no'}         | 403 | Forbidden       | :"
            + " no",
        "{'code': 500, 'message': 'broken'}                            | 500 | ''              | :"
            + " broken",
        "{'message': 'no'}                                             | 400 | ''              | :"
            + " no",
        "{'code': 200, 'reason': 'NotFound'}                           | 400 | NotFound        | :"
            + " NotFound",
        "{}                                                            | 400 | ''              | '"
            + " without explanation'",
      })
  void aDenialReachesTheClientAsSent(String status, int code, String reason, String end) {
    server().answer("a", "{'allowed': false, 'status': " + status + "}");
    validate(entry("a", CREATE));

    RawAnswer denied = raw().post(configMaps(), Samples.configMap("a"));

    assertThat(denied.status()).isEqualTo(code);
    assertThat(denied.number("/code")).isEqualTo(code);
    assertThat(denied.text("/status")).isEqualTo("Failure");
    assertThat(denied.reason()).isEqualTo(reason.replace("'", ""));
    assertThat(denied.message()).isEqualTo(PREFIX + end.replace("'", ""));
    assertThat(denied.headers().firstValue("Retry-After")).isEmpty();
    assertThat(raw().get(configMaps("a")).status()).isEqualTo(404);
  }

  @Test
  void itsDetailsComeAlong() {
    server()
        .answer(
            "a",
            """
            {'allowed': false, 'status': {'code': 429, 'reason': 'TooManyRequests', 'details':
              {'name': 'web', 'kind': 'things', 'retryAfterSeconds': 7,
               'causes': [{'reason': 'Some', 'message': 'cause', 'field': 'here'}]}}}
            """);
    validate(entry("a", CREATE));

    RawAnswer denied = raw().post(configMaps(), Samples.configMap("a"));

    assertThat(denied.text("/details/name")).isEqualTo("web");
    assertThat(denied.text("/details/kind")).isEqualTo("things");
    assertThat(denied.text("/details/causes/0/message")).isEqualTo("cause");
    assertThat(denied.headers().firstValue("Retry-After")).hasValue("7");
  }

  @Test
  void anAllowLetsItThrough() {
    validate(entry("a", CREATE));

    assertThat(raw().post(configMaps(), Samples.configMap("a")).status()).isEqualTo(201);
    assertThat(
            raw()
                .patch(configMaps("a"), RawClient.MERGE_PATCH, "{\"data\": {\"key\": \"changed\"}}")
                .status())
        .isEqualTo(200);
    assertThat(lastReview("a").text("/operation")).isEqualTo("UPDATE");
  }

  @Test
  void aDenialOfAChangeLeavesTheObject() {
    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));
    server().answer("a", "{'allowed': false, 'status': {'code': 403}}");
    validate(entry("a", CREATE));

    RawAnswer denied =
        raw().patch(configMaps("a"), RawClient.MERGE_PATCH, "{\"data\": {\"key\": \"changed\"}}");

    assertThat(denied.status()).isEqualTo(403);
    assertThat(raw().get(configMaps("a")).body()).isEqualTo(made.body());
  }

  @Test
  void warningsReachTheClientWhetherItIsAllowedOrNot() {
    server().answer("a", "{'allowed': true, 'warnings': ['one, with a comma', 'two']}");
    server()
        .answer(
            "b",
            review ->
                review.text("/name").equals("refused")
                    ? "{'allowed': false, 'warnings': ['three'], 'status': {'code': 403}}"
                    : "{'allowed': true}");
    validate(entry("a", CREATE), entry("b", CREATE));

    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));
    RawAnswer refused = raw().post(configMaps(), Samples.configMap("refused"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.warnings()).containsExactly("one, with a comma", "two");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.warnings()).contains("three");
  }

  @Test
  void aWarningComesOnADryRunToo() {
    server().answer("a", "{'allowed': true, 'warnings': ['would']}");
    validate(entry("a", CREATE));

    RawAnswer made = raw().post(configMaps() + "?dryRun=All", Samples.configMap("a"));

    assertThat(made.warnings()).containsExactly("would");
  }

  @Test
  void aWebhookNoLongerRegisteredIsNotAsked() {
    server().answer("a", "{'allowed': false}");
    validate(entry("a", CREATE));
    assertThat(raw().post(configMaps(), Samples.configMap("a")).status()).isEqualTo(400);

    deleteWebhooks();

    await("it to go", () -> raw().post(configMaps(), Samples.configMap("a")).status() == 201);
  }
}
