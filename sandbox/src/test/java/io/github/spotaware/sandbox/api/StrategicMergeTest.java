package io.github.spotaware.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1,"b":{"c":2}}             | {"b":{"d":3}}                          | {"a":1,"b":{"c":2,"d":3}}
          {"a":1,"b":2}                   | {"a":null}                             | {"b":2}
          {"args":["x"]}                  | {"args":["y"]}                         | {"args":["y"]}
          {"containers":[{"name":"a","image":"1"},{"name":"b"}]} | {"containers":[{"name":"a","image":"2"}]} | {"containers":[{"name":"a","image":"2"},{"name":"b"}]}
          {"containers":[{"name":"a"}]}   | {"containers":[{"name":"b"}]}          | {"containers":[{"name":"a"},{"name":"b"}]}
          {"containers":[{"name":"a"},{"name":"b"}]} | {"containers":[{"name":"a","$patch":"delete"}]} | {"containers":[{"name":"b"}]}
          {"taints":[{"key":"a"}]}        | {"taints":[{"key":"b"}]}               | {"taints":[{"key":"b"}]}
          {"finalizers":["a"]}            | {"finalizers":["b"]}                   | {"finalizers":["a","b"]}
          {"spec":{"a":1,"b":2}}          | {"spec":{"$patch":"replace","c":3}}    | {"spec":{"c":3}}
          {}                              | {"a":{"b":null,"c":1}}                 | {"a":{"c":1}}
          """)
  void merges(String target, String patch, String merged) {
    assertThat(StrategicMerge.apply(parsed(target), parsed(patch))).isEqualTo(parsed(merged));
  }

  @Test
  void leavesWhatItIsGivenAsItWas() {
    ObjectNode target = parsed("{\"a\":{\"b\":1}}");
    ObjectNode before = target.deepCopy();
    var _ = StrategicMerge.apply(target, parsed("{\"a\":{\"b\":2}}"));
    assertThat(target).isEqualTo(before);
  }

  @Test
  void saysWhatItCannotDo() {
    assertThatExceptionOfType(ApiError.class)
        .isThrownBy(() ->
            StrategicMerge.apply(
                parsed("{}"),
                parsed("{\"a\":{\"$deleteFromPrimitiveList/finalizers\":[\"type\"]}}")))
        .matches(error -> error.code() == 501)
        .withMessageContaining("$deleteFromPrimitiveList");
  }

  private static ObjectNode parsed(String json) {
    return Patch.object(json);
  }
}
