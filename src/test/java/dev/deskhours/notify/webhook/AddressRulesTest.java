package dev.deskhours.notify.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.notify.WebhookConfig;
import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/** A webhook is no way into the network of the operator (docs/spec/delivery.md, Webhooks). */
class AddressRulesTest {
    private static final AddressRules NOTHING_ALLOWED = new AddressRules(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "127.0.0.1",
                "127.255.255.254",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "100.64.0.1",
                "100.100.100.200",
                "169.254.169.254",
                "168.63.129.16",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "100::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2001::1",
                "2001:0:4136:e378::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "4000::1"
            })
    void whatIsNotTheInternetIsRefused(String address) throws UnknownHostException {
        assertThat(NOTHING_ALLOWED.allow(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450::1",
                "2003::1"
            })
    void theInternetIsAllowed(String address) throws UnknownHostException {
        assertThat(NOTHING_ALLOWED.allow(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void theOperatorAllowsNets() throws UnknownHostException {
        AddressRules rules = new AddressRules(List.of("10.1.0.0/16", "fd00::/8"));
        assertThat(rules.allow(InetAddress.getByName("10.1.255.1"))).isTrue();
        assertThat(rules.allow(InetAddress.getByName("10.2.0.1"))).isFalse();
        assertThat(rules.allow(InetAddress.getByName("fd12::1"))).isTrue();
        assertThat(rules.allow(InetAddress.getByName("fe80::1"))).isFalse();
        assertThat(rules.allow(InetAddress.getByName("8.8.8.8"))).isTrue();
    }

    @Test
    void aNetThatIsNoneStopsTheStart() {
        String nets = "10.0.0.0/8,10.0.0.0,10.0.0.0/33,fd00::/129,example.com/8,/8,::/0";
        assertThat(WebhookSettings.wrong(Settings.of(
                        WebhookConfig.class,
                        Map.of("deskhours.webhooks.allow", nets, "deskhours.webhooks.timeout", "0s"))))
                .extracting(line -> line.substring(0, line.indexOf(';')))
                .containsExactly(
                        "deskhours.webhooks.allow is 10.0.0.0",
                        "deskhours.webhooks.allow is 10.0.0.0/33",
                        "deskhours.webhooks.allow is fd00::/129",
                        "deskhours.webhooks.allow is example.com/8",
                        "deskhours.webhooks.allow is /8",
                        "deskhours.webhooks.timeout is PT0S");
    }
}
