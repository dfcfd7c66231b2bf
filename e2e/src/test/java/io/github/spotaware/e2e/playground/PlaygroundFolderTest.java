package io.github.spotaware.e2e.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaygroundFolderTest {

  @TempDir private Path temporary = Path.of("");

  @Test
  void isInUseAsLongAsItIsClaimed() {
    PlaygroundFolder folder = new PlaygroundFolder(temporary.resolve("one"));
    assertThat(folder.isInUse()).isFalse();
    try (PlaygroundFolder.Claim _ = folder.claim()) {
      assertThat(folder.isInUse()).isTrue();
      assertThatThrownBy(folder::claim)
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("./playground down --name one");
      assertThat(folder.isInUse()).as("a refused claim must not drop the lock").isTrue();
    }
    assertThat(folder.isInUse()).isFalse();
  }

  @Test
  void clearsAwayWhatADeadSupervisorLeftButItsLog() throws IOException {
    PlaygroundFolder folder = new PlaygroundFolder(temporary.resolve("one"));
    folder.claim().close();
    Files.createDirectories(folder.controlPlane().resolve("etcd"));
    Files.writeString(folder.controlPlane().resolve("etcd").resolve("data"), "old");
    Files.writeString(folder.supervisorLog(), "new");
    try (PlaygroundFolder.Claim _ = folder.claim()) {
      assertThat(folder.controlPlane()).doesNotExist();
      assertThat(folder.supervisorLog()).hasContent("new");
    }
  }

  @Test
  void leavesAFolderAloneThatIsNotItsOwn() throws IOException {
    Path precious = Files.writeString(temporary.resolve("precious"), "data");
    PlaygroundFolder folder = new PlaygroundFolder(temporary);
    assertThatThrownBy(folder::claim).hasMessageContaining("holds something else");
    folder.delete();
    assertThat(precious).hasContent("data");
  }
}
