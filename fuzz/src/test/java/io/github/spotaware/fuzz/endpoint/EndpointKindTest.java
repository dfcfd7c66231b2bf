package io.github.spotaware.fuzz.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which evictions must not be allowed. */
class EndpointKindTest {
  private static final Call RECORDED = Endpoint.EVICTIONS.calls().getFirst();

  private static String body() {
    return new String(RECORDED.body(), StandardCharsets.UTF_8);
  }

  @Test
  void thatOfTheServingPod() throws IOException {
    assertThat(EndpointKind.letsGo(RECORDED)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "another pod    | hwkx5            | hwkx6",
        "another UID    | 8f6c3a8e         | 9f6c3a8e",
        "a dry run      | \"dryRun\": false | \"dryRun\": true",
        "another's name | \"shop\"           | \"bank\"",
      })
  void noOther(String what, String part, String other) throws IOException {
    assertThat(body()).contains(part);
    assertThat(EndpointKind.letsGo(Call.review("/evictions", body().replace(part, other))))
        .as(what)
        .isFalse();
  }
}
