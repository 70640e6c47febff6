package dev.deskhours.service.chaos;

import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;

/** Services on one database, each of which is started again after its death. */
final class Cluster implements AutoCloseable {
    private final ServiceProcess.Launch launch;
    private final AtomicReferenceArray<ServiceProcess> services;

    private Cluster(ServiceProcess.Launch launch, int size) {
        this.launch = launch;
        this.services = new AtomicReferenceArray<>(size);
    }

    static Cluster start(ServiceProcess.Launch launch, int size) {
        Cluster cluster = new Cluster(launch, size);
        for (int number = 0; number < size; number++) {
            cluster.services.set(number, launch.serve());
        }
        return cluster;
    }

    int size() {
        return services.length();
    }

    ServiceProcess service(int number) {
        return services.get(number);
    }

    ProcessClient any(Random random) {
        return services.get(random.nextInt(size())).client();
    }

    void kill(int number) {
        services.get(number).kill();
        services.set(number, launch.serve());
    }

    @Override
    public void close() {
        for (int number = 0; number < size(); number++) {
            if (services.get(number) != null) {
                services.get(number).close();
            }
        }
    }
}
