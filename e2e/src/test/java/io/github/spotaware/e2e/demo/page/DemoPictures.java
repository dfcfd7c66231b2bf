package io.github.spotaware.e2e.demo.page;

import static io.github.spotaware.e2e.demo.page.Script.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/**
 * Makes the pictures of the documentation anew, of a scripted demo. It runs only where it is asked
 * for by name: {@code -Dtest=DemoPictures}.
 */
final class DemoPictures {

  @Test
  void makesThem() throws IOException {
    Broadcast broadcast = new Broadcast(PageState.start(Instant.now()));
    Script script = new Script(broadcast);
    script.begin();
    script.drainUnlabelled(ago(25));
    Pod old = script.deployLabelled(ago(12));
    try (PageServer server = new PageServer(new EventStream(broadcast, InstantSource.system()), 0);
        Browser browser = Browser.open()) {
      Pod fresh = script.drainLabelled(old, ago(0.3));
      script.starts(fresh, "node-3", Instant.now());
      picture(browser, server, "light", "demo.png");
      picture(browser, server, "dark", "demo-dark.png");
      script.over(true);
    }
  }

  /** Less motion, so that nothing is caught on its way. */
  private static void picture(Browser browser, PageServer server, String scheme, String name)
      throws IOException {
    browser.prefer(scheme, true);
    browser.go(server.address());
    browser.await("#connection", "live"::equals);
    browser.await("#holds .big", text -> text.compareTo("2.5 s") > 0);
    Path file = ProjectRoot.find().resolve("docs").resolve(name);
    Files.write(file, browser.picture());
    assertThat(browser.console()).isEmpty();
  }
}
