package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The state folder of a playground: what is where in it, and whether the playground runs. It runs
 * as long as someone holds the lock beside the folder; the kernel drops the lock when the holder
 * dies.
 *
 * @param path the folder, absolute
 */
record PlaygroundFolder(Path path) {

  /** The locks of this process: to open such a file again, and close it, would drop its lock. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final String MARKER = ".spot-aware-playground";

  PlaygroundFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** The folder of the playground of this name, in the cache. */
  static PlaygroundFolder named(String name) {
    return new PlaygroundFolder(all().resolve(name));
  }

  /** The names of the playgrounds that have a folder in the cache, running or not. */
  static List<String> names() {
    if (!Files.isDirectory(all())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(all())) {
      return folders
          .filter(Files::isDirectory)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new EnvironmentException("could not read " + all(), e);
    }
  }

  private static Path all() {
    String own = System.getenv("SPOT_AWARE_CACHE");
    if (own != null && !own.isEmpty()) {
      return Path.of(own, "playgrounds");
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg != null && !xdg.isEmpty()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return caches.resolve("spot-aware-scaler").resolve("playgrounds");
  }

  /** The kubeconfig with all rights. */
  Path kubeconfig() {
    return path.resolve("kubeconfig");
  }

  /** A folder for PATH with nothing but the matching kubectl. */
  Path bin() {
    return path.resolve("bin");
  }

  /** Where the control plane keeps its files. */
  Path controlPlane() {
    return path.resolve("control-plane");
  }

  /** Where the project's processes keep theirs. */
  Path project() {
    return path.resolve("project");
  }

  /** Where a detached supervisor listens. */
  Path socket() {
    return path.resolve("control.sock");
  }

  /** The output of a detached supervisor. */
  Path supervisorLog() {
    return path.resolve("supervisor.log");
  }

  /** Whether a playground runs in it, by this process or another. */
  boolean isInUse() {
    if (HELD.contains(path)) {
      return true;
    }
    if (!Files.exists(lockFile())) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (IOException e) {
      throw new EnvironmentException("could not look at the lock " + lockFile(), e);
    }
  }

  /** Makes the folder, if need be, and marks it as ours. */
  void create() {
    try {
      Files.createDirectories(path.getParent());
      if (!Files.exists(path)) {
        Files.createDirectory(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      try (Stream<Path> content = Files.list(path)) {
        if (!Files.exists(path.resolve(MARKER)) && content.findAny().isPresent()) {
          throw new EnvironmentException(path + " holds something else; name an empty folder");
        }
      }
      Files.writeString(path.resolve(MARKER), "");
    } catch (IOException e) {
      throw new EnvironmentException("could not create " + path, e);
    }
  }

  /**
   * Takes the folder, and clears away what a dead supervisor left in it.
   *
   * @throws EnvironmentException when a playground runs in it
   */
  Claim claim() {
    create();
    if (!HELD.add(path)) {
      throw inUse();
    }
    try {
      FileChannel channel =
          FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw inUse();
      }
      Claim claim = new Claim(this, channel);
      clear(Set.of(path, path.resolve(MARKER), supervisorLog()));
      return claim;
    } catch (IOException e) {
      HELD.remove(path);
      throw new EnvironmentException("could not lock " + lockFile(), e);
    } catch (EnvironmentException e) {
      HELD.remove(path);
      throw e;
    }
  }

  /** Removes the folder and all in it. Not while a playground runs in it. */
  void delete() {
    if (Files.exists(path.resolve(MARKER))) {
      clear(Set.of());
    }
  }

  private void clear(Set<Path> except) {
    try (Stream<Path> content = Files.walk(path)) {
      for (Path file : content.sorted(Comparator.reverseOrder()).toList()) {
        if (!except.contains(file)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new EnvironmentException("could not clear " + path + ": " + e, e);
    }
  }

  private Path lockFile() {
    return path.resolveSibling(path.getFileName() + ".lock");
  }

  private EnvironmentException inUse() {
    return new EnvironmentException(
        "a playground runs already in "
            + path
            + ": take it down first (./playground down --name "
            + path.getFileName()
            + "), or choose another --name");
  }

  /**
   * The right to use a folder, until it is closed or this process ends.
   *
   * @param folder whose right
   * @param channel holds the lock
   */
  record Claim(PlaygroundFolder folder, FileChannel channel) implements AutoCloseable {
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new EnvironmentException("could not give up the lock of " + folder.path(), e);
      } finally {
        HELD.remove(folder.path());
      }
    }
  }
}
