package io.levee.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/// A console in front of [FakeApi], and a browser. After each test nothing may have broken the content security
/// policy or have left the console's origin.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InBrowser {
    static final String HOSTILE =
            "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";

    final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> strangers = new CopyOnWriteArrayList<>();
    Browsers browsers;
    FakeApi api;
    ConsoleServer console;

    @BeforeAll
    void browser() {
        Optional<Path> installed = Browsers.installed();
        Assumptions.assumeTrue(installed.isPresent(), "skipped: no Chromium is installed (apt-get install chromium)");
        browsers = new Browsers(installed.orElseThrow());
    }

    @BeforeEach
    void start() {
        api = new FakeApi();
        console = ConsoleServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                api.address(),
                Clock.systemUTC(),
                new SecureRandom());
    }

    @AfterEach
    void stop() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        console.close();
        api.close();
        assertThat(complaints)
                .as("violations of the content security policy, and script errors")
                .isEmpty();
        assertThat(strangers).as("requests that left the console's origin").isEmpty();
    }

    @AfterAll
    void end() {
        if (browsers != null) {
            browsers.close();
        }
    }

    /// A page of somebody who just logged in.
    Page visit(String person, int width, int height) {
        BrowserContext context =
                browsers.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
        contexts.add(context);
        context.onRequest(request -> {
            if (!request.url().startsWith(console.address().toString())) {
                strangers.add(request.url());
            }
        });
        context.setDefaultTimeout(15_000);
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.addInitScript(
                "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.blockedURI + ' ' + e.violatedDirective))");
        page.onConsoleMessage(message -> {
            if (message.text().contains("CSP ") || message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.navigate(console.address() + "/login?code=" + person + "-code");
        page.waitForURL(console.address() + "/");
        return page;
    }

    static void neverScrollsSideways(Page page) {
        Object wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wider).as(page.url()).isEqualTo(0);
    }

    /// Where -Dlevee.shots=FOLDER is given, what a person would see.
    static void shot(Page page, String name) {
        String folder = System.getProperty("levee.shots", "");
        if (!folder.isEmpty()) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(folder, name + ".png"))
                    .setFullPage(true));
        }
    }
}
