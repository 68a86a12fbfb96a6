package sascore

// complete are the parameters that an upgrade needs besides those of head.
const complete = `cast.admin_pwd: secret
decrypt_passwd: secret
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
media_server.linux_media: /media/linux
media_server.sunos_media: /media/sunos
media_server.windows_media: /media/windows
media_server.windows_share_name: OSMEDIA
media_server.windows_share_password: secret
boot_server.buildmgr_host: core1.example.com
boot_server.speed_duplex: autoneg
bootagent.host: core1.example.com
truth.sid: truth
default_locale: en_US.UTF-8
ogfs.store.host: 10.0.0.5
ogfs.store.path: /export/store
ogfs.audit.host: 10.0.0.5
ogfs.audit.path: /export/audit
truth.detuserpwd: secret
windows_util_loc: /var/tmp/windows
cgw_address: 10.0.0.1
cgw_proxy_port: 3003
agw_proxy_port: 3001
cgw_tunnel_listener_port: 2001
`
