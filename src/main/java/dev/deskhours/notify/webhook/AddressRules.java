package dev.deskhours.notify.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

import io.netty.util.NetUtil;

/**
 * To which addresses a message may go: those of the internet, and those of nets that the operator allows. Not by Netty's
 * IpSubnetFilterRule, which takes any IPv6 address whose masked bits are all set for one of the net.
 */
final class AddressRules {
    // Special addresses of the IANA registries; 168.63.129.16 is the metadata service of a cloud.
    private static final List<Net> SPECIAL = nets(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    // Of IPv6 this much is given out; loopback, local, mapped, translated and multicast addresses are outside of it.
    private static final List<Net> INTERNET = nets("0.0.0.0/0", "2000::/3");

    private final List<Net> allowed;

    /** @throws IllegalArgumentException if one of them is no net */
    AddressRules(List<String> allowed) {
        this.allowed = allowed.stream().map(Net::parse).toList();
    }

    boolean allow(InetAddress address) {
        byte[] bytes = address.getAddress();
        return matches(allowed, bytes) || matches(INTERNET, bytes) && !matches(SPECIAL, bytes);
    }

    /** Whether it is a net, as {@code 10.0.0.0/8} or {@code fd00::/8}. */
    static boolean isNet(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 2
                && parts[1].matches("[0-9]{1,3}")
                && (NetUtil.isValidIpV4Address(parts[0]) && Integer.parseInt(parts[1]) <= 32
                        || NetUtil.isValidIpV6Address(parts[0]) && Integer.parseInt(parts[1]) <= 128);
    }

    private static boolean matches(List<Net> nets, byte[] address) {
        return nets.stream().anyMatch(net -> net.matches(address));
    }

    private static List<Net> nets(String... nets) {
        return Stream.of(nets).map(Net::parse).toList();
    }

    /** The addresses that begin with the same bits. */
    private record Net(byte[] address, int bits) {
        static Net parse(String text) {
            if (!isNet(text)) {
                throw new IllegalArgumentException("no net: " + text);
            }
            String[] parts = text.split("/", -1);
            return new Net(NetUtil.createByteArrayFromIpAddressString(parts[0]), Integer.parseInt(parts[1]));
        }

        boolean matches(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if (((address[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
