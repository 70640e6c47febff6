@echo off
rem Deskhours, with the Java of JAVA_HOME or of the path; JAVA_OPTS are for that Java.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" %JAVA_OPTS% -jar "%~dp0..\lib\quarkus-run.jar" %*
exit /b %ERRORLEVEL%
