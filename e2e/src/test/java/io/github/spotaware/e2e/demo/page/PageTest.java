package io.github.spotaware.e2e.demo.page;

import static io.github.spotaware.e2e.demo.page.Script.ago;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.github.spotaware.e2e.controlplane.ProcessStatus.Phase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a browser, with a scripted demo and no cluster. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageTest {

  private static final String OLD = "web-7487b7c757-lnlhz";
  private static final String NEW = "web-7487b7c757-n6dn2";

  private Browser browser;
  private Broadcast broadcast;
  private Script script;
  private PageServer server;

  @BeforeAll
  void openBrowser() {
    browser = Browser.open();
  }

  @BeforeEach
  void serve() {
    broadcast = new Broadcast(PageState.start(Instant.now()));
    script = new Script(broadcast);
    server = server(0);
    browser.prefer("light", false);
    assertThat(browser.console()).isNotNull();
  }

  @AfterEach
  void end() {
    script.over(true);
    server.close();
  }

  @AfterAll
  void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void showsWhatHappensInEitherScheme(String scheme) {
    browser.prefer(scheme, false);
    browser.go(server.address());
    browser.await("#scene", "Setting up a cluster"::equals);
    assertThat(browser.text("#nodes + .empty")).isEqualTo("No node yet.");

    script.begin();
    script.drainUnlabelled(ago(30));
    Pod fresh = script.drainLabelled(script.deployLabelled(ago(20)), ago(3));
    browser.await("#scene", "2. The same with the label spot-aware=enabled, nothing else"::equals);
    assertThat(pods("#unscheduled")).containsExactly(NEW);
    assertThat(browser.text("#unscheduled")).contains("protected");
    script.starts(fresh, "node-3", Instant.now());

    browser.await(node("node-3"), text -> text.contains("starting"));
    assertThat(pods(node("node-3"))).containsExactly(NEW);
    assertThat(browser.text(node("node-3"))).contains("replacement", "protected");
    assertThat(browser.text(node("node-1"))).contains("cordoned", "serving", "held");
    assertThat(browser.text(node("node-2"))).isEqualTo("node-2 no pods");
    assertThat(browser.text("#processes"))
        .isEqualTo("webhook-0 running webhook-1 running scaler running");
    assertThat(browser.text("#holds"))
        .matches(
            OLD
                + " \\d+\\.\\d s eviction held waits for "
                + NEW
                + ", starting asked by kubectl held by webhook-0, webhook-1 at most until"
                + " \\d\\d:\\d\\d:\\d\\d, 9:5\\d min left");
    assertThat(browser.text("#schedules"))
        .startsWith("web 5")
        .contains("until it goes back to 1 replica", "trigger node node-1: unschedulable");
    assertThat(browser.text("#schedules [aria-current=step]")).isEqualTo("Surged");
    assertThat(browser.text("#deployments > :nth-child(1)"))
        .contains("twin not protected", "removed", "downtime 2.98 s");
    assertThat(browser.text("#deployments > :nth-child(2)"))
        .contains("web protected", "wanted 2", "serving 1", "downtime 0 s");
    assertThat(browser.text("#timeline > :last-child"))
        .matches("\\d\\.\\d\\d s node-3 " + NEW + " starts");

    script.serves(fresh, "node-3", Instant.now());
    browser.await("#deployments > :nth-child(2)", text -> text.contains("serving 2"));
    assertNothingElseWasAsked();
    assertThat(background())
        .isEqualTo(scheme.equals("dark") ? "rgb(13, 18, 24)" : "rgb(243, 245, 248)");
  }

  @Test
  void countsDownAndUpByItself() {
    script.begin();
    browser.go(server.address());
    var _ = script.drainLabelled(script.deployLabelled(ago(20)), Instant.now());
    int left = seconds(browser.await("#schedules .big", text -> text.endsWith(" s")));
    double held = Double.parseDouble(browser.text("#holds .big").replace(" s", ""));
    browser.await("#schedules .big", text -> seconds(text) <= left - 2);
    assertThat(Double.parseDouble(browser.text("#holds .big").replace(" s", "")))
        .isGreaterThan(held + 1);
  }

  @Test
  void aDowntimeThatLastsRunsAndIsSaidInWords() {
    script.begin();
    Pod pod = script.deployLabelled(ago(10));
    browser.go(server.address());
    browser.await(".deployment .downtime", "downtime 0 s"::equals);
    script.seen(Instant.now(), Things.terminating(pod));
    browser.await(".deployment .downtime", text -> text.matches("downtime [1-9]\\d*\\.\\d s"));
    assertThat(browser.text(node("node-1"))).contains("terminating");
    script.gone(Instant.now(), pod);
    browser.await(node("node-1"), "node-1 no pods"::equals);
  }

  @Test
  void tellsOfProcessesThatDoNotRunAndNodesThatAreGone() {
    script.begin();
    script.running(Phase.STOPPED);
    script.seen(Instant.now(), Things.cordoned("node-2", "karpenter.sh/disrupted"));
    script.gone(Instant.now(), Things.node("node-3"));
    browser.go(server.address());
    browser.await("#processes", text -> text.startsWith("webhook-0 killed"));
    assertThat(browser.text(node("node-2"))).contains("cordoned", "karpenter.sh", "/disrupted");
    assertThat(browser.text(node("node-3"))).contains("gone");
    script.running(Phase.PAUSED);
    browser.await("#processes", text -> text.startsWith("webhook-0 paused"));
  }

  @Test
  void textIsTextWhateverItSays() {
    String nasty = "<script>window.taken = 1</script><img src=x onerror='window.taken = 2'>";
    script.begin();
    script.scene(nasty, Instant.now());
    script.tell(Instant.now(), 0, nasty, nasty);
    script.seen(Instant.now(), Things.cordoned("node-1", nasty));
    browser.go(server.address());
    browser.await("#timeline > :last-child", text -> text.endsWith(nasty + " " + nasty));
    assertThat(browser.text("#scene")).isEqualTo(nasty);
    assertThat(browser.run("return window.taken ?? 0").asInt()).isZero();
    assertThat(browser.run("return document.querySelectorAll('main script, img').length").asInt())
        .isZero();
    assertNothingElseWasAsked();
  }

  @Test
  void comesBackWhenTheStreamBreaks() {
    script.begin();
    script.tell(Instant.now(), 0, "demo", "says this before");
    browser.go(server.address());
    browser.await("#connection", "live"::equals);
    int port = server.address().getPort();

    server.breakOff();
    browser.await("#connection", "reconnecting"::equals);
    script.tell(Instant.now(), 0, "demo", "says this meanwhile");
    server = server(port);

    browser.await("#timeline > :last-child", text -> text.endsWith("says this meanwhile"));
    browser.await("#connection", "live"::equals);
    assertThat(browser.text("#timeline"))
        .containsOnlyOnce("says this before")
        .containsOnlyOnce("says this meanwhile");
  }

  @Test
  void saysWhenItIsOverAndAsksNoMore() {
    script.begin();
    script.drainUnlabelled(ago(30));
    Pod pod = script.deployLabelled(ago(20));
    browser.go(server.address());
    browser.await("#connection", "live"::equals);
    script.over(true, "web is back at 1 replica");
    browser.await("#connection", "over"::equals);
    assertThat(browser.text("#outcome"))
        .isEqualTo(
            "web: downtime 0 s web is back at 1 replica Not protected: twin: downtime 2.98 s The"
                + " demo is over. This is the last it told.");

    server.close();
    script.gone(Instant.now(), pod);
    assertThat(browser.run("return new Promise(done => setTimeout(done, 1500))").isNull()).isTrue();
    assertThat(browser.text("#connection")).isEqualTo("over");
    assertThat(browser.text(node("node-1"))).contains("serving");
    assertNothingElseWasAsked();
  }

  @Test
  void saysWhatIsNotAsItShouldBe() {
    browser.go(server.address());
    browser.await("#connection", "live"::equals);
    script.over(false, "web is not back at 1 replica");
    browser.await("#outcome", text -> text.startsWith("Not as it should be web is not back"));
  }

  @Test
  void canBeReadWithoutSeeingItAndWithoutMotion() {
    browser.prefer("light", true);
    script.begin();
    browser.go(server.address());
    Pod fresh = script.drainLabelled(script.deployLabelled(ago(20)), ago(3));
    browser.await("#unscheduled", text -> !text.isEmpty());
    script.starts(fresh, "node-3", Instant.now());
    browser.await(node("node-3"), text -> text.contains("starting"));
    assertThat(browser.run("return document.getAnimations().length").asInt()).isZero();
    JsonNode page =
        browser.run(
            """
            const all = (selector) => [...document.querySelectorAll(selector)];
            return {
              titles: all('h1').length,
              unnamed: all('main section').filter((s) => !s.getAttribute('aria-labelledby')).length,
              live: document.querySelector('[role=log]').getAttribute('aria-live'),
              pictures: all('svg.icon:not([aria-hidden=true])').length,
              chart: document.querySelector('svg[role=img]').getAttribute('aria-label'),
              wide: document.documentElement.scrollWidth,
            };
            """);
    assertThat(page.path("titles").asInt()).isEqualTo(1);
    assertThat(page.path("unnamed").asInt()).isZero();
    assertThat(page.path("live").asText()).isEqualTo("polite");
    assertThat(page.path("pictures").asInt()).isZero();
    assertThat(page.path("chart").asText()).endsWith("now 1");
    assertThat(page.path("wide").asInt()).isLessThanOrEqualTo(1280);
  }

  private void assertNothingElseWasAsked() {
    assertThat(browser.console()).as("console").isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(request -> request.startsWith("http://127.0.0.1:"), "to the server of a test");
  }

  private List<String> pods(String selector) {
    JsonNode names =
        browser.run(
            "return [...document.querySelectorAll('" + selector + " .podname')].map(e => e.title)");
    return StreamSupport.stream(names.spliterator(), false).map(JsonNode::asText).toList();
  }

  private String background() {
    return browser.run("return getComputedStyle(document.body).backgroundColor").asText();
  }

  private PageServer server(int port) {
    return new PageServer(new EventStream(broadcast, InstantSource.system()), port);
  }

  private static String node(String name) {
    return "#nodes > :nth-child(" + name.substring("node-".length()) + ")";
  }

  private static int seconds(String text) {
    return Integer.parseInt(text.replace(" s", ""));
  }
}
