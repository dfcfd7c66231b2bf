package io.github.spotaware.fuzz.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.fuzz.run.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule about an answer is broken by one that breaks it. */
class AnswerJudgeTest {
  private static final Call CALL =
      Call.review("/pods?timeout=1s", "{\"request\":{\"uid\":\"u-1\"}}");

  private static Outcome judge(int status, String type, String body) {
    return AnswerJudge.judge(
        Endpoint.REVIEW_PATHS,
        CALL,
        new Answer(List.of("HTTP/1.1 " + status + " x", "Content-Type: " + type), body));
  }

  private static String review(String response) {
    return "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":"
        + response
        + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "uid of another   | {\"uid\":\"u-2\",\"allowed\":true}                | the uid is not",
        "no uid           | {\"allowed\":true}                               | the uid is not",
        "no verdict       | {\"uid\":\"u-1\"}                                | neither allowed",
        "an empty warning | {\"uid\":\"u-1\",\"allowed\":true,\"warnings\":[\"\"]} | an empty"
            + " warning",
        "no status        | {\"uid\":\"u-1\",\"allowed\":false}              | denied with code 0",
        "no message       |"
            + " {\"uid\":\"u-1\",\"allowed\":false,\"status\":{\"code\":429,\"reason\":\"x\"}} |"
            + " without a message",
        "another code     |"
            + " {\"uid\":\"u-1\",\"allowed\":false,\"status\":{\"code\":403,\"reason\":\"x\",\"message\":\"x\"}}"
            + " | denied with code 403",
        "half a patch     |"
            + " {\"uid\":\"u-1\",\"allowed\":true,\"patchType\":\"JSONPatch\",\"patch\":\"W3s=\"} |"
            + " a patch that can't be read",
        "an empty patch   |"
            + " {\"uid\":\"u-1\",\"allowed\":true,\"patchType\":\"JSONPatch\",\"patch\":\"W10=\"} |"
            + " an empty patch",
        "no type of patch |"
            + " {\"uid\":\"u-1\",\"allowed\":true,\"patch\":\"W3sib3AiOiJhIiwicGF0aCI6IiJ9XQ==\"} |"
            + " a patch of no type",
      })
  void aReviewMustBeRight(String what, String response, String problem) {
    assertThat(judge(200, "application/json", review(response)))
        .as(what)
        .isInstanceOfSatisfying(
            Outcome.Wrong.class, wrong -> assertThat(wrong.problem()).contains(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | text/plain | judging failed: expected | status 500",
        "503 | text/plain | expected                 | status 503",
        "302 | text/plain | expected                 | status 302",
        "400 | text/plain | ''                       | no reason is given",
        "400 | text/html  | ''                       | no reason is given",
        "400 | text/plain | Bad Request              | does not say what is wrong",
        "200 | text/plain | not found                | no JSON",
        "200 | text/plain | {}                       | no AdmissionReview",
      })
  void anAnswerMustBeRight(int status, String type, String body, String problem) {
    assertThat(judge(status, type, body))
        .isInstanceOfSatisfying(
            Outcome.Wrong.class, wrong -> assertThat(wrong.problem()).contains(problem));
  }

  @Test
  void aReasonIsOneLineOfBoundedLength() {
    assertThat(judge(400, "text/plain", "expected a\nb")).isInstanceOf(Outcome.Wrong.class);
    assertThat(judge(400, "text/plain", "expected " + "a".repeat(2_000)))
        .isInstanceOf(Outcome.Wrong.class);
  }

  @Test
  void whatIsRightIsTakenForRight() {
    assertThat(judge(200, "application/json", review("{\"uid\":\"u-1\",\"allowed\":true}")))
        .isEqualTo(new Outcome.Accepted());
    assertThat(
            judge(
                200,
                "application/json",
                review(
                    "{\"uid\":\"u-1\",\"allowed\":false,\"status\":"
                        + "{\"code\":429,\"reason\":\"TooManyRequests\",\"message\":\"wait\"}}")))
        .isEqualTo(new Outcome.Rejected("wait"));
    assertThat(judge(400, "text/plain", "the body is no valid JSON\n"))
        .isEqualTo(new Outcome.Rejected("the body is no valid JSON"));
  }
}
