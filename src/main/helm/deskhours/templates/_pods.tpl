{{/* Labels of one component: (dict "component" "api") */}}
{{- define "deskhours.labels" -}}
app.kubernetes.io/name: deskhours
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "deskhours.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "deskhours.claim" -}}
{{ .Values.exports.existingClaim | default "deskhours-exports" }}
{{- end }}

{{/* What a pod may do. */}}
{{- define "deskhours.pod" -}}
serviceAccountName: deskhours
automountServiceAccountToken: false
# DESKHOURS_PORT and the like, which the cluster would set, are no configuration of Deskhours.
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 1001
  runAsGroup: 1001
  fsGroup: 1001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{/* What a container may do: (dict "root" $ "login" secret) */}}
{{- define "deskhours.container" -}}
image: {{ include "deskhours.image" .root | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
envFrom:
  - configMapRef:
      name: deskhours
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{- define "deskhours.database" -}}
- name: DESKHOURS_DB_URL
  valueFrom:
    secretKeyRef:
      name: {{ .root.Values.secrets.database }}
      key: url
- name: DESKHOURS_DB_USER
  valueFrom:
    secretKeyRef:
      name: {{ .login }}
      key: user
- name: DESKHOURS_DB_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .login }}
      key: password
{{- end }}

{{- define "deskhours.probes" -}}
ports:
  - name: http
    containerPort: 8080
startupProbe:
  httpGet:
    path: /q/health/started
    port: http
  periodSeconds: 1
  failureThreshold: 60
livenessProbe:
  httpGet:
    path: /q/health/live
    port: http
  periodSeconds: 10
  timeoutSeconds: 3
readinessProbe:
  httpGet:
    path: /q/health/ready
    port: http
  periodSeconds: 5
  timeoutSeconds: 3
{{- end }}

{{- define "deskhours.spread" -}}
{{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
- maxSkew: 1
  topologyKey: {{ $key }}
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- include "deskhours.labels" (dict "component" $.component) | nindent 6 }}
{{- end }}
{{- end }}

{{/* Of those that serve. */}}
{{- define "deskhours.mounts" -}}
volumeMounts:
  - name: data
    mountPath: /data
  - name: keys
    mountPath: /etc/deskhours
    readOnly: true
  - name: tmp
    mountPath: /tmp
{{- end }}

{{- define "deskhours.volumes" -}}
volumes:
  - name: data
    persistentVolumeClaim:
      claimName: {{ include "deskhours.claim" . }}
  - name: keys
    secret:
      secretName: {{ .Values.secrets.keys }}
      defaultMode: 0440
      items:
        - key: keys.yaml
          path: keys.yaml
  - name: tmp
    emptyDir: {}
{{- end }}

{{/* Of those that end: nothing of theirs stays. */}}
{{- define "deskhours.scratch" -}}
volumes:
  - name: data
    emptyDir: {}
  - name: tmp
    emptyDir: {}
{{- end }}
