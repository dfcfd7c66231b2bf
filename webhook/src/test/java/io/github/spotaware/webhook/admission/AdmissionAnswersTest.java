package io.github.spotaware.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spotaware.config.InvalidValue;
import io.github.spotaware.webhook.admission.AdmissionAnswer.Allow;
import io.github.spotaware.webhook.admission.AdmissionAnswer.AllowWithPatch;
import io.github.spotaware.webhook.admission.AdmissionAnswer.Deny;
import io.github.spotaware.webhook.admission.AdmissionAnswer.Invalid;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionAnswersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static void assertGolden(AdmissionAnswer answer, String file) throws IOException {
    JsonNode written = JSON.readTree(AdmissionAnswers.write("u-1", answer));
    try (InputStream in = AdmissionAnswersTest.class.getResourceAsStream("/admission/" + file)) {
      assertThat(written).isEqualTo(JSON.readTree(in));
    }
  }

  @Test
  void writesEachAnswer() throws IOException {
    assertGolden(Allow.silently(), "allow.json");
    assertGolden(new Allow(List.of("would scale shop/web to 2")), "allow-with-warnings.json");
    assertGolden(
        new AllowWithPatch("[{\"op\":\"add\",\"path\":\"/spec/affinity\",\"value\":{}}]"),
        "allow-with-patch.json");
    assertGolden(Deny.tooManyRequests("web-2 on node-b is not Ready yet"), "deny.json");
    assertGolden(
        new Invalid("web", List.of(new InvalidValue("metadata.annotations[a]", "x", "y"))),
        "invalid.json");
  }

  @Test
  void whatIsInvalidIsNamedFieldByField() {
    Invalid two =
        new Invalid(
            "web", List.of(new InvalidValue("a", "1", "2"), new InvalidValue("b", "3", "4")));
    assertThat(two.message())
        .isEqualTo("a: \"1\" is not allowed; allowed: 2; b: \"3\" is not allowed; allowed: 4");
    assertThatThrownBy(() -> new Invalid("web", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChangeSaysWhatIsChanged() {
    assertThatThrownBy(() -> new AllowWithPatch(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDenialIsComplete() {
    assertThatThrownBy(() -> new Deny(0, "TooManyRequests", "m")).hasMessage("code 0 is no error");
    assertThatThrownBy(() -> new Deny(200, "TooManyRequests", "m"))
        .hasMessage("code 200 is no error");
    assertThatThrownBy(() -> new Deny(429, "", "m")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Deny(429, "r", " ")).isInstanceOf(IllegalArgumentException.class);
  }

  /** JSON can have one, as an escape; UTF-8 can't. */
  @Test
  void halfOfASurrogatePairIsRepeatedAsItCame() throws IOException {
    JsonNode written =
        JSON.readTree(AdmissionAnswers.write("u-\ud800", Deny.tooManyRequests("é \udc00")));
    assertThat(written.at("/response/uid").asText()).isEqualTo("u-\ud800");
    assertThat(written.at("/response/status/message").asText()).isEqualTo("é \udc00");
  }
}
