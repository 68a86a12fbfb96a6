package respfile

// complete is a file with every parameter that an upgrade needs.
const complete = `-- resp.20080301 --
cast.admin_pwd: secret
decrypt_passwd: secret
truth.authDom: x
truth.dcId: 751
truth.dcNm: C43
truth.dcDispNm: New York
truth.dcSubDom: c43.example.com
truth.gcPwd: secret
truth.lcrepPwd: secret
truth.aaPwd: secret
truth.orahome: /u01/app/oracle
truth.pubViewsPwd: secret
truth.servicename: c43_truth
truth.spinPwd: secret
truth.tnsdir: /var/opt/oracle
truth.aaaPwd: secret
truth.truthPwd: secret
truth.twistPwd: secret
twist.buildmgr.passwd: secret
twist.integration.passwd: secret
media_server.linux_media: /var/opt/x
media_server.sunos_media: /var/opt/x
media_server.windows_media: /var/opt/x
media_server.windows_share_name: x
media_server.windows_share_password: secret
boot_server.buildmgr_host: core1.example.com
boot_server.speed_duplex: x
bootagent.host: core1.example.com
truth.sid: truth
default_locale: en_US.UTF-8
ogfs.store.host: core1.example.com
ogfs.store.path: /var/opt/x
ogfs.audit.host: core1.example.com
ogfs.audit.path: /var/opt/x
truth.detuserpwd: secret
windows_util_loc: /tmp/windows
cgw_admin_port: 8085
cgw_address: core1.example.com
cgw_proxy_port: 3001
agw_proxy_port: 3001
cgw_tunnel_listener_port: 2001
hub.ip: 10.0.0.1
`
