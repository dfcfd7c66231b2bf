package io.github.spotaware.e2e.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which objects a list has. */
abstract class ListContract extends Contract {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tier=web            | a b",
        "tier==web           | a b",
        "tier!=web           | c d",
        "tier in (web,db)    | a b c",
        "tier notin (web,db) | d",
        "tier                | a b c",
        "!tier               | d",
        "tier=web,zone=1     | a",
        "tier=web,zone!=1    | b",
        "zone in (1),!none   | a c",
        "tier=none           | ",
      })
  void aLabelSelectorSelects(String selector, String names) {
    createFour();

    assertThat(raw().get(configMaps() + labels("of=this," + selector)).names())
        .containsExactlyElementsOf(names == null ? List.of() : List.of(names.split(" ")));
  }

  private void createFour() {
    raw().post(configMaps(), Samples.labelled("a", of("\"tier\": \"web\", \"zone\": \"1\"")));
    raw().post(configMaps(), Samples.labelled("b", of("\"tier\": \"web\", \"zone\": \"2\"")));
    raw().post(configMaps(), Samples.labelled("c", of("\"tier\": \"db\", \"zone\": \"1\"")));
    raw().post(configMaps(), Samples.labelled("d", of("\"zone\": \"2\"")));
  }

  private static String of(String labels) {
    return "\"of\": \"this\", " + labels;
  }

  @Test
  void aListIsOfItsKindAndHasAVersion() {
    RawAnswer made = raw().post(configMaps(), Samples.labelled("a", "\"of\": \"this\""));

    RawAnswer list = raw().get(configMaps() + labels("of=this"));

    assertThat(list.status()).isEqualTo(200);
    assertThat(list.text("/kind")).isEqualTo("ConfigMapList");
    assertThat(list.text("/apiVersion")).isEqualTo("v1");
    assertThat(Long.parseLong(list.resourceVersion()))
        .isGreaterThanOrEqualTo(Long.parseLong(made.resourceVersion()));
    assertThat(list.items().getFirst().path("metadata")).isEqualTo(made.body().path("metadata"));
  }

  @Test
  void aListWithoutVersionHasWhatWasWrittenBefore() {
    for (int i = 0; i < 10; i++) {
      raw().post(configMaps(), Samples.labelled("a" + i, "\"of\": \"this\""));
      assertThat(raw().get(configMaps() + labels("of=this")).items()).hasSize(i + 1);
    }
  }

  /** From a cache, which may be a little behind. */
  @Test
  void aListOfVersionZeroHasItSoon() {
    raw().post(configMaps(), Samples.labelled("a", "\"of\": \"this\""));

    await(
        "the cache",
        () ->
            raw()
                .get(configMaps() + labels("of=this") + "&resourceVersion=0")
                .names()
                .equals(List.of("a")));
  }

  @Test
  void aListOfAllNamespacesHasThoseOfEach() {
    String mark = "\"mark\": \"" + namespace() + "\"";
    raw().post(configMaps(), Samples.labelled("a", mark));
    raw().post("/api/v1/namespaces/default/configmaps", Samples.labelled(namespace(), mark));

    RawAnswer all = raw().get(clusterPath("v1", "configmaps") + labels("mark=" + namespace()));
    raw().delete("/api/v1/namespaces/default/configmaps/" + namespace());

    assertThat(all.names()).containsExactlyInAnyOrder("a", namespace());
    assertThat(all.items())
        .extracting(item -> item.at("/metadata/namespace").asText())
        .containsExactlyInAnyOrder(namespace(), "default");
  }

  @Test
  void aFieldSelectorSelectsByName() {
    createFour();

    assertThat(raw().get(configMaps() + fields("metadata.name=b")).names()).containsExactly("b");
    assertThat(raw().get(configMaps() + fields("metadata.name=none")).names()).isEmpty();
    assertThat(raw().get(configMaps() + fields("metadata.name!=b") + "&labelSelector=of").names())
        .containsExactly("a", "c", "d");
  }

  @Test
  void aFieldSelectorSelectsPodsByNode() {
    raw().post(pods(), Samples.pod("a", "\"nodeName\": \"node-1\","));
    raw().post(pods(), Samples.pod("b", "\"nodeName\": \"node-2\","));
    raw().post(pods(), Samples.pendingPod("c"));
    String ofAllNamespaces = clusterPath("v1", "pods") + fields("spec.nodeName=node-1");

    assertThat(raw().get(pods() + fields("spec.nodeName=node-1")).names()).containsExactly("a");
    assertThat(raw().get(pods() + fields("spec.nodeName=")).names()).containsExactly("c");
    assertThat(raw().get(pods() + fields("spec.nodeName!=node-1")).names())
        .containsExactly("b", "c");
    assertThat(raw().get(ofAllNamespaces).items())
        .anyMatch(pod -> pod.at("/metadata/namespace").asText().equals(namespace()))
        .allMatch(pod -> pod.at("/spec/nodeName").asText().equals("node-1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fieldSelector=spec.none%3Dsuch",
        "labelSelector=a%3D%3D%3Db",
        "labelSelector=a%20in%20b",
      })
  void aSelectorThatIsNoneIs400(String query) {
    RawAnswer refused = raw().get(pods() + "?" + query);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.reason()).isEqualTo("BadRequest");
  }

  @Test
  void aLongListComesInPages() {
    createFour();
    List<String> names = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    List<String> versions = new ArrayList<>();
    String more = "";

    do {
      RawAnswer page =
          raw()
              .get(
                  configMaps()
                      + labels("of=this")
                      + "&limit=3"
                      + (more.isEmpty() ? "" : "&continue=" + encoded(more)));
      names.addAll(page.names());
      sizes.add(page.items().size());
      versions.add(page.resourceVersion());
      more = page.text("/metadata/continue");
      // Of this the later pages know nothing.
      raw().post(configMaps(), Samples.labelled("e", of("\"late\": \"\"")));
    } while (!more.isEmpty());

    assertThat(names).containsExactly("a", "b", "c", "d");
    assertThat(sizes).containsExactly(3, 1);
    assertThat(versions).allMatch(versions.getFirst()::equals);
  }

  static String labels(String selector) {
    return "?labelSelector=" + encoded(selector);
  }

  static String fields(String selector) {
    return "?fieldSelector=" + encoded(selector);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
